"""The measured documents in Pelican: a folder is a council, and what was read once is kept."""

import re

HEADING = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>', re.DOTALL)

SITENAME = "Peer challenges measured"
SITEURL = "https://peers.benchmark.example"
AUTHOR = "The benchmark"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%d %B %Y"
PATH = "content"
OUTPUT_PATH = "site"
THEME = "theme"
PLUGINS = ["pelican.plugins.yaml_metadata"]
MARKDOWN = {"extensions": ["tables", "toc"], "output_format": "html5"}
SLUGIFY_SOURCE = "basename"
USE_FOLDER_AS_CATEGORY = True
ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
DIRECT_TEMPLATES = ["index", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
DEFAULT_PAGINATION = False
FEED_ALL_ATOM = "feed.xml"
FEED_MAX_ITEMS = 50
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
STATIC_PATHS = []
CACHE_PATH = "store"
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "md5"
JINJA_FILTERS = {"contents": HEADING.findall}
