"""The Starlette layer: what is answered beside the pages."""
