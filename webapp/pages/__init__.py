"""The pages and the API, one module and one blueprint each."""
