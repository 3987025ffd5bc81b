#!/bin/sh
# A real WordPress as the newsroom's own CMS, by hand: its posts become articles, an edit and a deletion follow.
# Needs Debian's wordpress, php-cli, php-mysql, mariadb-server. All on loopback, all in a folder that is removed again.
#
#   sh test/scripts/wordpress.sh
set -eu
cd "$(dirname "$0")/../.."
WP_PORT=${WP_PORT:-8801}
PORT=${PORT:-8802}
DB_PORT=${DB_PORT:-8803}
TOKEN=wordpress-trial
WORK=$(mktemp -d)
# Node 20 reads no TypeScript: the one of `npm ci` does.
NODE=$PWD/node_modules/.bin/node
PIDS=""
finish() {
  for pid in $PIDS; do kill "$pid" 2>/dev/null || true; done
  for pid in $PIDS; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$WORK"
}
trap finish EXIT INT TERM

echo "== MariaDB and WordPress in $WORK"
mkdir "$WORK/db"
chmod 755 "$WORK"
DB_USER=$(id -un)
mariadb-install-db --no-defaults --user="$DB_USER" --datadir="$WORK/db" --auth-root-authentication-method=normal >"$WORK/db.log" 2>&1
mariadbd --no-defaults --user="$DB_USER" --datadir="$WORK/db" --socket="$WORK/db.sock" --bind-address=127.0.0.1 \
  --port="$DB_PORT" --pid-file="$WORK/db.pid" >>"$WORK/db.log" 2>&1 &
PIDS="$PIDS $!"
# Waits for a command, a minute at most.
until_done() {
  for _ in $(seq 60); do "$@" >/dev/null 2>&1 && return; sleep 1; done
  echo "no answer within a minute: $*"
  for log in "$WORK"/*.log; do echo "$log"; tail -n 5 "$log"; done
  exit 1
}
create_database() { mariadb --no-defaults -uroot -S "$WORK/db.sock" -e "CREATE DATABASE wp; CREATE USER wp@localhost IDENTIFIED BY 'wp'; GRANT ALL ON wp.* TO wp@localhost"; }
until_done create_database

cp -rL /usr/share/wordpress "$WORK/wp"
rm -f "$WORK/wp/wp-config.php"
mkdir -p "$WORK/wp/wp-content/uploads"
cat >"$WORK/wp/wp-config.php" <<PHP
<?php
define('DB_NAME', 'wp'); define('DB_USER', 'wp'); define('DB_PASSWORD', 'wp'); define('DB_HOST', 'localhost:$WORK/db.sock');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:$WP_PORT'); define('WP_SITEURL', 'http://127.0.0.1:$WP_PORT');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('WP_ACCESSIBLE_HOSTS', 'localhost'); define('CHECK_ALSO_PARTNER', 'cms'); define('CHECK_ALSO_KEY', getenv('CHECK_ALSO_KEY') ?: ''); define('DISABLE_WP_CRON', true); define('WP_DEBUG', false); define('WP_DISABLE_FATAL_ERROR_HANDLER', true);
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
cat >"$WORK/setup.php" <<'PHP'
<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url(getenv('WP_URL'), PHP_URL_HOST); $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1'; $_SERVER['REQUEST_METHOD'] = 'GET';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('The Kabul Courier', 'admin', 'desk@courier.example', true, '', 'admin');
wp_delete_post(1, true);
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
$wp_rewrite->flush_rules(false);
$laila = wp_insert_user(['user_login' => 'laila', 'user_pass' => 'x', 'display_name' => 'Laila Sahar', 'role' => 'author']);
$river = wp_create_category('Environment');
$city = wp_create_category('City');
foreach ([
  ['Gauges return to the Kabul River', $river, ['water', 'Kabul'], 'river.jpg'],
  ['Night buses run again & again', $city, ['buses'], 'bus.jpg'],
  ['د کابل سیند اوبه ډېرې شوې', $river, ['سیند'], 'sind.jpg'],
] as $n => [$title, $category, $tags, $image]) {
  wp_insert_post([
    'post_title' => $title, 'post_status' => 'publish', 'post_author' => $laila, 'post_category' => [$category], 'tags_input' => $tags,
    'post_date' => gmdate('Y-m-d H:i:s', time() - 3600 * (3 - $n)),
    'post_content' => "<!-- wp:paragraph --><p>Reported for the trial: “{$title}”.</p><!-- /wp:paragraph -->\n<!-- wp:image --><figure class=\"wp-block-image\"><img src=\"/wp-content/uploads/$image\" alt=\"A picture\" width=\"800\" height=\"600\"/></figure><!-- /wp:image -->\n<!-- wp:paragraph --><p>A second paragraph, with <a href=\"/about/\">a link</a>.</p><!-- /wp:paragraph -->",
  ]);
}
PHP
WP_URL="http://127.0.0.1:$WP_PORT" php -d display_errors=1 "$WORK/setup.php" "$WORK/wp" >"$WORK/setup.log" 2>&1 || { cat "$WORK/setup.log"; exit 1; }
php -S "127.0.0.1:$WP_PORT" -t "$WORK/wp" >"$WORK/wp.log" 2>&1 &
PIDS="$PIDS $!"

echo "== Check Also"
PORT=$PORT STATE_DIR="$WORK/state" EDITOR_TOKEN=$TOKEN ALLOW_PRIVATE_NETWORK=true TICK_S=0 "$NODE" src/dev/dev.ts >"$WORK/service.log" 2>&1 &
SERVICE=$!
PIDS="$PIDS $SERVICE"
until_done curl -fs --max-time 5 "http://localhost:$PORT/health"
api() { curl -sS --max-time 60 -H "authorization: Bearer $TOKEN" -H "content-type: application/json" "$@"; echo; }
BASE="http://localhost:$PORT"
articles() {
  api "$BASE/articles" | "$NODE" -e '
    const feed = JSON.parse(require("node:fs").readFileSync(0, "utf8"))
    for (const item of feed.items)
      console.log(JSON.stringify({ id: item._check_also.article_id, state: item._check_also.state, title: item.title, url: item.url,
        authors: item.authors?.map(({ name }) => name), tags: item.tags, image: item.image, content: item.content_html.slice(0, 400) }))'
}
wp() { php -r '$_SERVER["HTTP_HOST"] = "127.0.0.1"; require $argv[1] . "/wp-load.php"; eval($argv[2]);' "$WORK/wp" "$1"; }

echo "== PUT /partners/cms with only the home page: the feed is found"
api -X PUT "$BASE/partners/cms" -d "{\"name\":\"Our WordPress\",\"home_url\":\"http://127.0.0.1:$WP_PORT/\",\"role\":\"house\"}"
echo "== The first poll"
api -X POST "$BASE/partners/cms/poll"
articles
echo "== Again: nothing has changed"
api -X POST "$BASE/partners/cms/poll"
echo "== An edit in WordPress arrives"
sleep 1
wp '$p = get_posts(["name" => "gauges-return-to-the-kabul-river"])[0]; wp_update_post(["ID" => $p->ID, "post_title" => "Gauges are back on the Kabul River"]);'
api -X POST "$BASE/partners/cms/poll"
articles
echo "== A post that is binned is withdrawn: 410 at the article's address"
sleep 1
wp '$p = get_posts(["name" => "night-buses-run-again-again"])[0]; wp_trash_post($p->ID);'
api -X POST "$BASE/partners/cms/poll"
articles
curl -sS -o /dev/null -w '%{http_code}\n' "$BASE/articles/night-buses-run-again-again"

echo "== The plugin: the box is in the page as the server sends it"
curl -sS --max-time 20 "$BASE/widget/check-also.php.txt" -o "$WORK/wp/wp-content/plugins/check-also.php"
php -l "$WORK/wp/wp-content/plugins/check-also.php"
wp 'require_once ABSPATH . "wp-admin/includes/plugin.php"; $wrong = activate_plugin("check-also.php"); if ($wrong) { echo $wrong->get_error_message(); exit(1); }'
URL=$(wp 'echo get_permalink(get_posts(["name" => "gauges-return-to-the-kabul-river"])[0]);')
ID=$(api "$BASE/articles" | "$NODE" -e 'for (const item of JSON.parse(require("node:fs").readFileSync(0, "utf8")).items) if (item.url === process.argv[1]) console.log(item._check_also.article_id)' "$URL")
api -X PUT "$BASE/articles/$ID/check-also" -d '{"pin":[{"url":"https://herald.example/dams","title":"Dams of the Kabul & their keepers","partner_name":"The Herald"}]}' | cut -c1-300
has_pin() { curl -sS --max-time 20 "$BASE/check-also.html?url=$URL" | grep -q "Dams of the Kabul"; }
until_done has_pin
expect() {
  curl -sS --max-time 20 "$2" >"$WORK/page.html"
  if grep -q "$3" "$WORK/page.html"; then echo "ok: $1"; else echo "FAIL: $1"; grep -o 'check-also.*' "$WORK/page.html" | tail -n 3; for log in "$WORK"/*.log; do echo "$log"; tail -n 5 "$log"; done; exit 1; fi
}
expect "after the post" "$URL" 'class="check-also".*Dams of the Kabul &amp; their keepers'
wp '$p = get_posts(["name" => "gauges-return-to-the-kabul-river"])[0]; wp_update_post(["ID" => $p->ID, "post_content" => "<p>Before.</p>[check-also limit=1]<p>After.</p>"]);'
expect "by the shortcode" "$URL" 'class="check-also"'
wp '$p = get_posts(["name" => "gauges-return-to-the-kabul-river"])[0]; wp_update_post(["ID" => $p->ID, "post_content" => "<!-- wp:check-also/box {\"limit\":2} /-->"]);'
expect "by the block" "$URL" 'class="check-also"'
echo "== What is saved, put out or binned pings"
CHECK_ALSO_KEY=$(api -X POST "$BASE/partners/cms/key" | "$NODE" -e 'console.log(JSON.parse(require("node:fs").readFileSync(0, "utf8")).key)')
export CHECK_ALSO_KEY
next_poll() { api "$BASE/partners/cms" | "$NODE" -e 'console.log(JSON.parse(require("node:fs").readFileSync(0, "utf8")).next_poll_at)'; }
pings() {
  api -X POST "$BASE/partners/cms/poll" >/dev/null
  before=$(next_poll)
  wp "\$p = get_posts(['name' => '$2'])[0]; $3;"
  sleep 2
  after=$(next_poll)
  if [ "$before" != "$after" ]; then echo "ok: $1 moves the next poll from $before to $after"; else echo "FAIL: $1 does not ping"; exit 1; fi
}
pings "a save" gauges-return-to-the-kabul-river "wp_update_post(['ID' => \$p->ID, 'post_title' => 'Gauges stay'])"
pings "a post that is put out" gauges-return-to-the-kabul-river "wp_insert_post(['post_title' => 'A late bus', 'post_name' => 'a-late-bus', 'post_content' => 'It came.', 'post_status' => 'publish'])"
pings "a post that is binned" a-late-bus "wp_trash_post(\$p->ID)"
echo "== The service is down: the last good box stays"
kill "$SERVICE"
wp 'global $wpdb; foreach ($wpdb->get_col("SELECT option_name FROM $wpdb->options WHERE option_name LIKE \"_transient_check_also_%\"") as $name) { $kept = get_option($name); $kept["until"] = 0; update_option($name, $kept); }'
expect "kept" "$URL" 'class="check-also"'
