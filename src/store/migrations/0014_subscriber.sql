-- WebSub: what a partner's feed says of its hubs, and which of them to ask when.
CREATE TABLE partner_hubs (
  partner_id TEXT PRIMARY KEY REFERENCES partners (id) ON DELETE CASCADE,
  topic TEXT NOT NULL,                 -- the feed's rel=self, or its address
  hubs TEXT NOT NULL,                  -- JSON: addresses, in the order in which they are asked
  turn INTEGER NOT NULL DEFAULT 0,     -- hubs[turn % number of hubs] is asked next
  tries INTEGER NOT NULL DEFAULT 0,    -- requests since the last subscription
  due_at INTEGER NOT NULL,             -- when to ask next, milliseconds since 1970
  trouble TEXT,                        -- denied, expired or failed: how the last try ended. NULL: well
  detail TEXT                          -- why
) STRICT;
CREATE INDEX partner_hubs_due ON partner_hubs (due_at);

-- Our subscriptions, one for each callback. They outlive the partner until the hub knows that they have ended.
CREATE TABLE partner_subscriptions (
  id TEXT PRIMARY KEY,                 -- the callback and the secret are made from it
  partner_id TEXT NOT NULL,
  hub TEXT NOT NULL,
  topic TEXT NOT NULL,
  state TEXT NOT NULL,                 -- asked, active or leaving
  verified_at INTEGER,                 -- milliseconds since 1970
  lease_expires_at INTEGER,
  deliveries INTEGER NOT NULL DEFAULT 0,
  misses INTEGER NOT NULL DEFAULT 0,   -- stories since the last delivery that only a poll brought
  tries INTEGER NOT NULL DEFAULT 0,    -- requests to unsubscribe
  due_at INTEGER NOT NULL              -- when it is given up, when its lease ends, when to unsubscribe next
) STRICT;
CREATE INDEX partner_subscriptions_by_partner ON partner_subscriptions (partner_id);
CREATE INDEX partner_subscriptions_due ON partner_subscriptions (due_at);
