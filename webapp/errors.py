"""Errors at the edge: a page in the house style for people, one JSON shape for programs."""

from typing import Any

from flask import Flask, Response, current_app, jsonify, render_template, request
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, SecurityError

from webapp.wording import said

Answer = tuple[Response, int] | tuple[str, int]
CODES = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "too_large", 503: "busy"}


class Refused(BadRequest):
    """A request that is wrong in one of its parameters.

    Args:
        message: one line that says what is wrong and what to do, in the language of the page.
        parameter: the name of the parameter.
    """

    def __init__(self, message: str, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


def add_to(app: Flask) -> None:
    """Handle all errors of the application."""
    from corpus.store_errors import StoreError
    from index.search import IndexBusy, IndexFull

    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _mistake)
    for kind in (StoreError, IndexFull, IndexBusy):
        app.register_error_handler(kind, _held)


def shape(status: int, message: str, parameter: str | None = None) -> dict[str, Any]:
    """The one shape of an error in JSON: `{"error": {"status", "code", "message", "parameter"}}`."""
    code = CODES.get(status, "internal_error" if status >= 500 else "http_error")
    return {"error": {"status": status, "code": code, "message": message, "parameter": parameter}}


def _http(error: HTTPException) -> Answer:
    status = error.code or 500
    if isinstance(error, SecurityError):
        if request.path.startswith("/api/"):
            return jsonify(shape(400, said("error.host"))), 400
        # The host is not ours, so no link can be made either.
        return Response(said("error.host"), 400, mimetype="text/plain"), 400
    message = error.description or "" if isinstance(error, Refused) else said(_key(status))
    return _told(status, message, getattr(error, "parameter", None))


def _mistake(error: Exception) -> Answer:
    current_app.logger.exception("%s", request.path)
    return _told(InternalServerError.code, said("error.500"), None)


def _held(error: Exception) -> Answer:
    return _told(503, str(error), None)


def _key(status: int) -> str:
    return f"error.{status}" if status in CODES or status == 500 else "error.other"


def _told(status: int, message: str, parameter: str | None) -> Answer:
    if request.path.startswith("/api/"):
        return jsonify(shape(status, message, parameter)), status
    return render_template("error.html", status=status, message=message), status
