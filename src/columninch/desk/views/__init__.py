"""The desk's pages: each view reads what was asked, calls one function and renders."""
