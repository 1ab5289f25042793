"""Write the PDFs of this folder anew: `python tests/data/pdf/write.py FOLDER`.

Wants WeasyPrint and Chromium, which the tests don't: they read what is kept here.
"""

import html
import json
import subprocess
import sys
from pathlib import Path

from weasyprint import HTML

HERE = Path(__file__).parent
FONT = HERE.parents[2] / "src/columninch/publish/assets/fonts/vazirmatn-medium.ttf"
STYLE = """
@font-face {{ font-family: V; src: url({font}) }}
@page {{ size: A5; margin: 20mm 15mm;
  @top-center {{ content: "{title} — Quellport"; font: 9px V }}
  @bottom-center {{ content: counter(page); font: 9px V }} }}
body {{ font: 12px/1.5 {family}, V }}
p {{ text-align: justify; hyphens: auto; margin: 0 0 6px }}
div {{ columns: {columns}; column-gap: 8mm }}
"""


def page(language: str, columns: int) -> str:
    """An article of four parts that all say the same, with running heads and page numbers."""
    told = json.loads((HERE / "texts.json").read_text("utf-8"))[language]
    paragraphs = "".join(f"<p>{html.escape(one)}</p>" for one in told["paragraphs"])
    body = "".join(f"<h2>{told['part']} {number}</h2>{paragraphs}" for number in range(1, 5))
    family = "DejaVu Serif" if language == "en" else "V"
    style = STYLE.format(font=FONT.as_uri(), title=told["title"], family=family, columns=columns)
    return (
        f"<!doctype html><html lang={language} dir={'ltr' if language == 'en' else 'rtl'}><head>"
        f"<meta charset=utf-8><title>{told['title']}</title>"
        f'<meta name=author content="{told["author"]}">'
        '<meta name="dcterms.created" content="2026-03-02T09:30:00+01:00">'
        f"<style>{style}</style></head><body><h1>{told['title']}</h1><div>{body}</div></body></html>"
    )


def main(folder: Path) -> None:
    """Both programs' PDFs of each language, in one column and in two."""
    for language in ("en", "fa", "ar"):
        for columns in (1, 2):
            name = f"{language}-{columns}.pdf"
            source = folder / f"{language}-{columns}.html"
            source.write_text(page(language, columns), "utf-8")
            HTML(string=source.read_text("utf-8")).write_pdf(folder / f"weasyprint-{name}")
            subprocess.run(  # noqa: S603  a page of our own
                [  # noqa: S607
                    "chromium",
                    "--headless",
                    "--no-sandbox",
                    "--no-pdf-header-footer",
                    f"--print-to-pdf={folder / f'chromium-{name}'}",
                    source,
                ],
                check=True,
                stderr=subprocess.DEVNULL,
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
