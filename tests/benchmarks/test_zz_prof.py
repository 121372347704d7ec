import cProfile, pstats
from tests.benchmarks.test_duties import *
from tests.benchmarks.test_duties import years
from tests.benchmarks.test_approvals import as_in_production
del test_the_look_among_many, test_everything_due_at_once
def test_prof(years):
    add("late-w", 10, NOW.replace(hour=9)); watch(NOW)
    for n in (200, 5000):
        add(f"late-{n}-", n, NOW.replace(hour=9))
        p=cProfile.Profile(); p.enable(); watch(NOW); p.disable()
        pstats.Stats(p).sort_stats("cumtime").print_stats(45)
