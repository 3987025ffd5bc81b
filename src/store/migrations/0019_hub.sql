-- Who hears of our feeds, by WebSub or rssCloud. Only what was verified is here. A topic is a file of a feed.
CREATE TABLE subscribers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  feed TEXT NOT NULL,                  -- the topic, as in snapshots: 'main', 'tags/water'
  file TEXT NOT NULL,                  -- 'rss.xml', 'atom.xml', 'feed.json'
  callback TEXT NOT NULL,              -- byte for byte as the subscriber wrote it
  protocol TEXT NOT NULL CHECK (protocol IN ('websub', 'rsscloud')),
  host TEXT NOT NULL,                  -- of the callback
  secret TEXT,                         -- signs deliveries; NULL: they are not signed
  asked_at INTEGER NOT NULL,           -- of the newest verified request, milliseconds since 1970
  lease_expires_at INTEGER NOT NULL,
  delivered INTEGER NOT NULL,          -- `since` of the newest version that it has
  claimed_until INTEGER NOT NULL DEFAULT 0, -- a delivery is under way
  tries INTEGER NOT NULL DEFAULT 0,    -- failed attempts to deliver the current version
  retry_at INTEGER,                    -- NULL: no attempt has failed since the last delivery
  failing_since INTEGER,               -- the first failure since the last delivery
  trouble TEXT,                        -- how the last attempt failed
  UNIQUE (feed, file, callback, protocol)
) STRICT;
CREATE INDEX subscribers_by_topic ON subscribers (feed, file); -- pages by id
CREATE INDEX subscribers_by_host ON subscribers (host);
CREATE INDEX subscribers_lapsing ON subscribers (lease_expires_at);
CREATE INDEX subscribers_retrying ON subscribers (retry_at) WHERE retry_at IS NOT NULL;

-- What became of deliveries, in sums.
CREATE TABLE delivery_counts (
  hour TEXT NOT NULL,                  -- UTC, e.g. '2026-11-23T09'
  feed TEXT NOT NULL,
  file TEXT NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,   -- attempts
  PRIMARY KEY (hour, feed, file)
) STRICT, WITHOUT ROWID;

ALTER TABLE snapshots ADD COLUMN since INTEGER NOT NULL DEFAULT 0; -- of the newest version
UPDATE snapshots SET since = coalesce(json_extract(iif(json_valid(versions), versions, '[]'), '$[0][1]'), 0);
-- When the fan-out of the newest version is begun again, if it did not end before. NULL: all subscribers have it.
ALTER TABLE snapshots ADD COLUMN fan_out_at INTEGER;
ALTER TABLE snapshots ADD COLUMN pinged INTEGER NOT NULL DEFAULT 0; -- the version that other hubs were told of
CREATE INDEX snapshots_fanning ON snapshots (fan_out_at) WHERE fan_out_at IS NOT NULL;

-- A partner's CMS names its feed to our hub.
CREATE INDEX partners_by_feed ON partners (feed_url);
CREATE INDEX partner_hubs_by_topic ON partner_hubs (topic);
