from columninch.coding.propose import Proposal, propose
from columninch.records import Answer, Codebook, Question


def codebook(*, exclusive: bool, **rules: str) -> Codebook:
    answers = tuple(Answer(key=key, name=(("en", key),), rule=rule) for key, rule in rules.items())
    return Codebook("desk", (Question("topic", "Topic", exclusive, answers),))


def test_the_answer_with_the_most_hits_wins():
    book = codebook(exclusive=True, ferry="ferry", cup="cup", none="")
    proposed = propose(book, "The ferry", "A ferry brought the cup.")
    assert proposed == (Proposal("topic", "ferry", 2 / 3),)


def test_of_equals_the_one_in_the_title_wins_then_the_first():
    book = codebook(exclusive=True, ferry="ferry", cup="cup", none="")
    assert propose(book, "The cup", "A ferry.")[0].answer == "cup"
    assert propose(book, "", "A cup and a ferry.")[0].answer == "ferry"


def test_where_no_rule_holds_it_is_none_of_these():
    book = codebook(exclusive=True, ferry="ferry", none="")
    assert propose(book, "A tunnel", "") == (Proposal("topic", "none", 0.0),)


def test_a_question_that_is_not_exclusive_gets_every_answer_that_holds():
    book = codebook(exclusive=False, ferry="ferry", cup="cup", tunnel="tunnel")
    proposed = propose(book, "Ferry", "The cup, the cup, the ferry.")
    assert proposed == (Proposal("topic", "ferry", 0.5), Proposal("topic", "cup", 0.5))
    assert propose(book, "Rain", "") == ()


def test_a_rule_of_absence_alone_is_one_reason():
    book = codebook(exclusive=True, quiet="NOT ferry", none="")
    assert propose(book, "Rain", "") == (Proposal("topic", "quiet", 1.0),)


def test_a_question_without_rules_gets_no_proposal():
    assert propose(codebook(exclusive=True, good="", none=""), "Ferry", "") == ()
