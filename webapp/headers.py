"""What every response says to the browser: run nothing, load nothing from elsewhere, tell nobody."""

from flask import Flask, Response, request

POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def add_to(app: Flask) -> None:
    """Set the headers on every response, errors and files too."""

    @app.after_request
    def _set(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        # What the documents say stays out of the browser's cache; the style sheet may be kept.
        response.headers["Cache-Control"] = "max-age=600" if request.endpoint == "static" else "no-store"
        return response
