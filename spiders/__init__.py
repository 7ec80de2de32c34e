"""Everything that touches the network.

How a page comes in::

    spider yields Request -> LedgerScheduler.enqueue_request -> Ledger
    LedgerScheduler.next_request (one in flight for each scan)
      -> handler.Handler: robots.txt -> guard (private addresses) -> Gate (one per provider) -> fetch, redirects,
         retries -> Recorder (WARC)
      -> callback(response), or errback(failure) with a failures.FetchError
      -> recorder.settle(response.request, children, state)    one transaction: WARC end, captures, children, done

**Rules for a spider.** Callbacks and errbacks do not yield requests: they end with
`recorder.settle(request, children)` or `recorder.failed(failure)`; what ends without is settled as crashed. Further
requests of the same page (probes, what the browser needs) go by
``await self.crawler.engine.download_async(Request(...))`` and are recorded with the page; they never stand in the
ledger. From `start()` and for new wishes in `spider_idle` use yield and ``crawler.engine.crawl(request)``; requests
that are known are ignored, so both can be repeated after a resume. Callbacks and errbacks of ledger requests are
methods of the spider. Only JSON values survive in `Request.meta`; `cb_kwargs` do not. In `closed` the spider calls
`recorder.finish(manifest)` where the scan is over, and `recorder.close()` in any case.

**Request.meta** that is read here:

========== ============================================================================================================
purpose    value of `Purpose`; default page. POST is refused unless it is search (or suggest)
via        address of the page that led here
term       query as asked (search, suggest)
engine     id of the search engine
wanted     address that a page of a target was fetched for
key        what makes the request the same as another one; default: method, purpose, term, URL and body
shared     True for what is fetched once per run (targets on foreign hosts); each scan's archive gets its copy
follow     False: a redirect is not followed but returned (what the browser needs); default True
instead    earlier addresses of the homepage: a web archive shows the one whose capture is nearest
anyway     reason why robots.txt is not asked (written consent in the registry); the spider sets it, never a page
========== ============================================================================================================

``Request.priority`` is the place in the ledger (higher first, then oldest). Request headers are sent as given on top of
the default ones; cookies live as long as the crawler.

**On the response**: `url` is where it ended, `body` is decoded, `response.meta["capture"]` is the `Capture` noted
(`truncated` tells a capped body), `response.flags` holds "truncated" then. Any status is handed over, errors too.

**Settings** (see `spiders.settings`; environment variables of the same name count for ``scrapy crawl``):

==================== ==================================================================================================
G2B_OPERATOR         who asks; with G2B_CONTACT in the user agent, a scan without refuses to start
G2B_CONTACT          mail address or URL of the operator
G2B_PROXY            ``http://user:password@host:port``; everything goes through it
G2B_DELAY            seconds from the end of an answer to the next request to the provider (1.0)
G2B_TIMEOUT          seconds for one answer (30)
G2B_MAX_BYTES        size cap of one answer (20 MiB)
G2B_RETRIES          how often a transient failure is tried again (2)
G2B_RETRY_DELAY      seconds before that (2); thrice as long before the next
G2B_MAX_REDIRECTS    hops (10)
G2B_ROBOTS_AGAIN     seconds after which a robots.txt that could not be had is asked again ([10, 30, 60])
G2B_CRAWL_DELAY_MAX  a longer Crawl-delay counts as forbidden (60)
G2B_PRIVATE          networks (CIDR) that may be reached although they are private ([])
G2B_GATE             folder of the gate's lock files (in the user's cache folder)
G2B_SHARED           file that keeps what is fetched once per run (empty: in memory)
G2B_PAST_AS_OF       moment (ISO 8601) as of which sites are read from a web archive (empty: live)
G2B_PAST_CDX         address of the archive's index
G2B_PAST_REPLAY      address of its raw captures with {timestamp} and {url}
G2B_PAST_DAYS        how far a capture may be from that moment (183)
G2B_PAST_RATE        requests a minute to the archive (15)
G2B_ARCHIVE          WARC of the scan where the spider has no attribute `archive`
==================== ==================================================================================================

**Of the process** (`spiders.commons.Commons.of(crawler)`): `gate`, `guard`, `robots`, `shared`, `troubles`, `stop`. The
spider tells `commons.gate.assign(host, slot)` for its own hosts. ``commons.stop.request()`` cancels all fetches at
once; under Scrapy's own signal handling it is called for you.
"""
