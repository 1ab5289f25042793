"""Pictures: small scenes of harbour and hills, drawn once and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import resvg_py

from columninch.sample.material import setting
from columninch.sample.nouns import SamplePicture
from columninch.sample.wording import SPELLINGS

if TYPE_CHECKING:
    from random import Random

    from columninch.sample.houses import House

WIDTH, HEIGHT = 640, 360


def picture_of(house: House, scene: str, chance: Random) -> SamplePicture | None:
    """A picture of the scene with a caption and a credit, or None for an item without."""
    if not scene or house.outlet.channel_kind == "programme" or house.is_agency:
        return None
    outlet = house.outlet
    given = setting("pictures")[scene][outlet.language]
    caption = SPELLINGS[house.spelling](chance.choice(given))
    credit = SPELLINGS[house.spelling](
        chance.choice(setting("pictures")["credits"][outlet.language])
    )
    return SamplePicture(f"http://{outlet.host}/pictures/{scene}.png", caption, credit)


@lru_cache(maxsize=32)
def picture_bytes(scene: str) -> bytes:
    """The PNG of a scene; KeyError where there is none of that name."""
    drawn = SCENES[scene]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{drawn}</svg>'
    )
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))


def _sky(top: str, bottom: str) -> str:
    return (
        f'<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{bottom}"/></linearGradient></defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#s)"/>'
    )


def _sea(level: int, colour: str) -> str:
    ripples = "".join(
        f'<path d="M{30 + 97 * at % 560} {level + 18 + 23 * at % 90}h{38 + 9 * at % 40}" '
        f'stroke="#fff" stroke-opacity=".28" stroke-width="2"/>'
        for at in range(14)
    )
    return f'<rect y="{level}" width="{WIDTH}" height="{HEIGHT}" fill="{colour}"/>{ripples}'


def _houses(level: int, colours: tuple[str, ...]) -> str:
    return "".join(
        f'<path d="M{40 + 64 * at} {level}v-{58 + 17 * at % 40}l26 -24l26 24v{58 + 17 * at % 40}z" '
        f'fill="{colours[at % len(colours)]}"/>'
        f'<path d="M{58 + 64 * at} {level - 42}h14v16h-14z" fill="#f3e3b3"/>'
        for at in range(9)
    )


_BOAT = (
    '<path d="M170 236h300l-34 46H206z" fill="#20343f"/>'
    '<path d="M226 196h180v40H226z" fill="#f4efe4"/><path d="M300 158h52v38h-52z" fill="#a3271f"/>'
    '<path d="M240 208h22v12h-22zM276 208h22v12h-22zM312 208h22v12h-22zM348 208h22v12h-22z" '
    'fill="#47606d"/>'
)
_HILLS = (
    '<path d="M0 250Q110 120 230 214T430 168T640 236V360H0z" fill="#5d7256"/>'
    '<path d="M0 300Q170 220 320 286T640 270V360H0z" fill="#41573f"/>'
)
_HALL = (
    '<path d="M0 300H640V360H0z" fill="#8c8273"/>'
    '<path d="M120 300V150L320 76L520 150V300z" fill="#d8c9ab"/>'
    '<path d="M110 152L320 70L530 152z" fill="#6d3b2e"/>'
    '<path d="M170 170h26v130h-26zM250 170h26v130h-26zM364 170h26v130h-26zM444 170h26v130h-26z" '
    'fill="#f2e8d3"/><path d="M298 210h44v90h-44z" fill="#45352c"/>'
)
_CRATES = "".join(
    f'<path d="M{70 + 86 * (at % 6)} {266 - 52 * (at // 6)}h76v46h-76z" fill="#b98a4e" '
    f'stroke="#6f4d24" stroke-width="4"/>'
    for at in range(11)
)
_SAILS = "".join(
    f'<path d="M{96 + 130 * at} 262V{118 + 14 * (at % 3)}L{164 + 130 * at} 250z" '
    f'fill="{colour}"/><path d="M{74 + 130 * at} 264h98l-16 20h-66z" fill="#3a2d26"/>'
    for at, colour in enumerate(("#f4efe4", "#c8553d", "#e9c46a", "#dfe8ec"))
)
_QUAY = '<path d="M0 262H640V360H0z" fill="#6b6257"/><path d="M0 262H640v10H0z" fill="#463f37"/>'
_LAMP = (
    '<path d="M316 90h8v190h-8z" fill="#22262b"/><circle cx="320" cy="84" r="20" fill="#ffdf8e"/>'
    '<circle cx="320" cy="84" r="64" fill="#ffdf8e" fill-opacity=".22"/>'
)
_BOOKS = "".join(
    f'<path d="M{80 + 30 * at} 110h24v170h-24z" fill="{colour}"/>'
    for at, colour in enumerate(("#8a3b32", "#2f5d62", "#c69c3a", "#8a6f4e") * 4)
)

SCENES: dict[str, str] = {
    "quay": _sky("#c9d8dc", "#f2e6cf") + _houses(262, ("#b5654a", "#d9b56c", "#7f9a8b")) + _QUAY,
    "ferry": _sky("#9db8c6", "#e8ecea") + _sea(262, "#3f6b7d") + _BOAT,
    "hills": _sky("#b9cfd8", "#f5eedb") + _HILLS,
    "hall": _sky("#d3dde0", "#efe7d6") + _HALL,
    "market": _sky("#e7dcc3", "#d2bf98") + _QUAY + _CRATES,
    "sails": _sky("#a8c9dd", "#eef3ee") + _sea(256, "#4b7f93") + _SAILS,
    "night": _sky("#1d2b3d", "#4c5a6e") + _houses(290, ("#2b3442", "#39424f")) + _LAMP,
    "school": _sky("#efe6d2", "#dcc9a0") + _BOOKS + '<path d="M50 280h540v16H50z" fill="#5a4636"/>',
}
