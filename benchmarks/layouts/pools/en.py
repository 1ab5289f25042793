"""English wording."""

from __future__ import annotations

from .wording import Wording

WORDING = Wording(
    sections=("Harbour", "Town Hall", "Money", "Islands", "Weather and Tides", "Courts", "Arts"),
    authors=(
        "Perrin Ashdown", "Tamsin Olver", "Jory Penhale", "Edda Marchbank", "Corin Sallow",
        "Wilmot Grice",
    ),
    headings=(
        "What the ledger shows", "A second opinion", "How it began", "What is known so far",
        "The bill", "Neighbours disagree", "Before the winter", "The long way round",
    ),
    questions=(
        "You were there on the first day. What did you see?",
        "Did anybody warn you that it would come to this?",
        "People in the lane say that it was the other way about. Were they wrong?",
        "What would you have done with the money?",
        "How does one explain that to a child?",
        "And the minutes of that meeting, who has them now?",
        "Is there anything that you would take back?",
        "Suppose that the rain had held off. What then?",
        "When did you last speak to the other side?",
        "Why should anyone believe the second count?",
        "So it will be decided in the autumn?",
        "What do you do on the days when nothing comes in?",
    ),
    labels=("Q:", "A:"),
)  # fmt: skip
