"""Scrapy's settings: what a polite crawl of ours needs, and what an operator may change (see `spiders`)."""

from __future__ import annotations

import os

from spiders.options import split_networks

G2B_OPERATOR = os.environ.get("G2B_OPERATOR", "")
G2B_CONTACT = os.environ.get("G2B_CONTACT", "")
G2B_PROXY = os.environ.get("G2B_PROXY", "")
G2B_DELAY = os.environ.get("G2B_DELAY") or 1.0
G2B_TIMEOUT = 30.0
G2B_MAX_BYTES = 20 * 1024 * 1024
G2B_RETRIES = 2
G2B_RETRY_DELAY = 2.0
G2B_MAX_REDIRECTS = 10
G2B_ROBOTS_AGAIN = [10.0, 30.0, 60.0]
G2B_CRAWL_DELAY_MAX = 60.0
G2B_PRIVATE = split_networks(os.environ.get("G2B_PRIVATE", ""))
G2B_GATE = ""
G2B_SHARED = ""
G2B_PAST_AS_OF = ""
G2B_PAST_CDX = ""
G2B_PAST_REPLAY = ""
G2B_PAST_DAYS = 183
G2B_PAST_RATE = 15.0
G2B_ARCHIVE = ""

BOT_NAME = "g2b-scanner"
SPIDER_MODULES = ["spiders.municipality"]
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "spiders.guard.PinnedResolver"
SCHEDULER = "spiders.scheduler.LedgerScheduler"

# One fetch path. What Scrapy's middlewares would do for pages only (robots.txt, redirects, retries, cookies, proxy,
# decoding) the handler does for every request.
DOWNLOAD_HANDLERS = {
    "http": "spiders.handler.Handler",
    "https": "spiders.handler.Handler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
_OFF = (
    "offsite.OffsiteMiddleware",
    "robotstxt.RobotsTxtMiddleware",
    "httpauth.HttpAuthMiddleware",
    "downloadtimeout.DownloadTimeoutMiddleware",
    "defaultheaders.DefaultHeadersMiddleware",
    "useragent.UserAgentMiddleware",
    "retry.RetryMiddleware",
    "redirect.MetaRefreshMiddleware",
    "httpcompression.HttpCompressionMiddleware",
    "redirect.RedirectMiddleware",
    "cookies.CookiesMiddleware",
    "httpproxy.HttpProxyMiddleware",
    "httpcache.HttpCacheMiddleware",
)
DOWNLOADER_MIDDLEWARES = {f"scrapy.downloadermiddlewares.{name}": None for name in _OFF}
# Errors are handed to the spider, they are findings; children go through the ledger, not through Scrapy.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}

# Scrapy's slots see one crawl only, so they must not hold anything back: the gate does.
CONCURRENT_REQUESTS = 64
CONCURRENT_REQUESTS_PER_DOMAIN = 64
DOWNLOAD_DELAY = 0
DOWNLOAD_DELAY_JITTER = 0

# The handler caps sizes itself, because Scrapy would throw the received part away.
DOWNLOAD_MAXSIZE = 0
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False
DOWNLOAD_VERIFY_CERTIFICATES = True

REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False
EXTENSIONS = {
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.logstats.LogStats": None,
}
LOG_LEVEL = "WARNING"
