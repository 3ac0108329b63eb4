"""Training of the models in nlp/data from the annotated texts (`make models`)."""
