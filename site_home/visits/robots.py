"""Which programs are not readers.

A rule of our own instead of a package: lists such as crawlerdetect name some 1,400 programs one by
one and age with every release, while a browser is known by its engine and an honest robot by one
of a few words, which it also carries when it looks like a browser.
"""

import re

# Every browser in use names its engine behind this beginning; programs that fetch do not.
_BROWSER = re.compile(r"Mozilla/\d.*(AppleWebKit/|Gecko/|Trident/)", re.IGNORECASE)
# Robots, previews of messengers, monitors, browsers without a person in front of them.
_ROBOT = re.compile(
    r"bot\b|bots?[/;_-]|robot|crawl|spider|slurp|archiver|headless|phantomjs|puppeteer|playwright|"
    r"selenium|lighthouse|pagespeed|gtmetrix|pingdom|uptime|monitor|scan|checker|validator|"
    r"preview|facebookexternalhit|mediapartners|google-|googleother|feedfetcher|feedly|"
    r"bingpreview|yandex(?!browser|search)|baiduspider|zalo-?crawler|coccoc(?=bot)|gptbot|"
    r"chatgpt|perplexity|https?://",
    re.IGNORECASE,
)
# What a browser sends when it fetches a page that nobody has asked for yet.
_AHEAD = ("prefetch", "prerender", "preview")


def is_robot(user_agent: str) -> bool:
    """Whether the program that calls itself `user_agent` is no reader's browser."""
    return not _BROWSER.match(user_agent) or _ROBOT.search(user_agent) is not None


def is_ahead_of_reader(purpose: str) -> bool:
    """Whether a `Sec-Purpose` (or `Purpose`, `X-Moz`) says that the page is only fetched ahead."""
    return any(word in purpose.lower() for word in _AHEAD)
