"""Pages that need a browser, opened in a Chromium that can reach nothing by itself.

`web` is the one function that work calls: it has the page asked by the safe web, hands its
bytes to a fresh page of the browser (`page`, over `wire`), and gives back what script made
of them. Whatever else the page asks for goes through `proxy`, which checks every address as
the safe web does. `launch` starts the browser and ends it for sure; `chromium` watches its
time and memory.
"""
