"""Components that are mounted once and patched by data at every rerun."""
