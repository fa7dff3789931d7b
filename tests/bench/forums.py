#!/usr/bin/env python3
"""forums.py KIND SIZE SEED: exports.py's, of forums and trackers, and of taps.

An export of the vendor's shape, about SIZE bytes of it, members that nobody reads included, to standard output.
"""
from exports import Maker, main  # noqa: F401


def people(login, n):
    url = "https://api.github.com/users/%s" % login
    return ('{"login":"%s","id":%d,"node_id":"MDQ6VXNlcjE=","avatar_url":"https://avatars.githubusercontent.com/u/%d?v=4","gravatar_id":"",'
            '"url":"%s","html_url":"https://github.com/%s","followers_url":"%s/followers","gists_url":"%s/gists{/gist_id}",'
            '"repos_url":"%s/repos","events_url":"%s/events{/privacy}","type":"User","site_admin":false}'
            % (login, n, n, url, login, url, url, url, url))


def reactions(url, n):
    return ('{"url":"%s/reactions","total_count":%d,"+1":%d,"-1":0,"laugh":0,"hooray":0,"confused":0,"heart":0,"rocket":0,"eyes":0}' % (url, n, n))


def discourse_post(m, topic, number):
    user = m.r.randrange(5000)
    text = m.text()
    cooked = ('<p>%s</p>\\n<p>%s <strong>%s</strong> &amp; <a href=\\"https://help.thermowren.example/%d\\" rel=\\"noopener nofollow ugc\\">%s</a></p>'
              % (text, m.text(), m.title(), user, m.title()))
    when = m.when(number * 7, "%Y-%m-%dT%H:%M:%S.118Z")
    return ('{"id":%d,"name":"Person %d","username":"person_%d","avatar_template":"/letter_avatar_proxy/v4/letter/p/c37758/{size}.png",'
            '"created_at":"%s","cooked":"%s","post_number":%d,"post_type":1,"updated_at":"%s","reply_count":0,"reply_to_post_number":%s,'
            '"quote_count":0,"incoming_link_count":1,"reads":14,"readers_count":13,"score":2.8,"yours":false,"topic_id":%d,"topic_slug":"topic-%d",'
            '"topic_title":"%s","topic_html_title":"%s","category_id":4,"display_username":"Person %d","primary_group_name":null,"flair_name":null,'
            '"flair_url":null,"flair_bg_color":null,"flair_color":null,"flair_group_id":null,"version":1,"can_edit":false,"can_delete":false,'
            '"can_recover":false,"can_wiki":false,"user_title":null,"bookmarked":false,"raw":"%s","actions_summary":[{"id":2,"count":%d}],'
            '"moderator":false,"admin":false,"staff":false,"user_id":%d,"hidden":false,"trust_level":1,"deleted_at":null,"user_deleted":false,'
            '"edit_reason":null,"can_view_edit_history":true,"wiki":false,"can_accept_answer":false,"can_unaccept_answer":false,'
            '"accepted_answer":false,"topic_accepted_answer":null}'
            % (topic * 9 + number, user, user, when, cooked, number, when, number - 1 if number > 2 else "null", topic, topic, "Topic %d" % topic,
               "Topic %d" % topic, user, text, m.r.randint(1, 9), user + 1))


def discourse(m):
    topic = m.next()
    return "".join(discourse_post(m, topic, k) + "\n" for k in range(1, m.r.randint(2, 7)))


def discourse_topics(m):
    topic, n = m.next(), m.r.randint(2, 7)
    return ('{"post_stream":{"posts":[%s],"stream":[%s]},"timeline_lookup":[[1,300]],"tags":["valve","hub"],"id":%d,"title":"%s","fancy_title":"%s",'
            '"posts_count":%d,"created_at":"%s","views":120,"reply_count":3,"like_count":8,"last_posted_at":"%s","closed":false,"archived":false,'
            '"archetype":"regular","slug":"topic-%d","category_id":7,"deleted_at":null,"user_id":31}\n'
            % (",".join(discourse_post(m, topic, k) for k in range(1, n)), ",".join(str(topic * 9 + k) for k in range(1, n)), topic, m.title(),
               m.title(), n - 1, m.when(0), m.when(90), topic))


def github_issue(m, n, minutes):
    url, user = "https://api.github.com/repos/thermowren/hub/issues/%d" % n, n * 7 % 5000
    return ('{"url":"%s","repository_url":"https://api.github.com/repos/thermowren/hub","labels_url":"%s/labels{/name}","comments_url":"%s/comments",'
            '"events_url":"%s/events","html_url":"https://github.com/thermowren/hub/issues/%d","id":%d,"node_id":"I_kwDOAA","number":%d,"title":"%s",'
            '"user":%s,"labels":[{"id":1,"node_id":"LA_1","url":"%s","name":"bug","color":"d73a4a","default":true,"description":null}],"state":"open",'
            '"locked":false,"assignee":null,"assignees":[],"milestone":null,"comments":2,"created_at":"%s","updated_at":"%s","closed_at":null,'
            '"author_association":"NONE","active_lock_reason":null,"body":"%s\\r\\n\\r\\n%s","reactions":%s,"timeline_url":"%s/timeline",'
            '"performed_via_github_app":null,"state_reason":null}'
            % (url, url, url, url, n, 2100000000 + n, n, m.title(), people("person-%d" % user, user), url, m.when(0), m.when(minutes), m.text(),
               m.text(), reactions(url, 2), url))


def github_event(m, n, kind, minutes, payload):
    user = m.r.randrange(5000)
    return ('{"id":"%d","type":"%s","actor":{"id":%d,"login":"person-%d","display_login":"person-%d","gravatar_id":"","url":"https://api.github.com/'
            'users/person-%d","avatar_url":"https://avatars.githubusercontent.com/u/%d?"},"repo":{"id":77,"name":"thermowren/hub","url":'
            '"https://api.github.com/repos/thermowren/hub"},"payload":%s,"public":true,"created_at":"%s"}\n'
            % (n * 100 + minutes, kind, user, user, user, user, user, payload, m.when(minutes)))


def github(m):
    """An hour of GH Archive: an issue with its comments, each with the issue once more, and events about other things."""
    n = m.next()
    out = [github_event(m, n, "IssuesEvent", 0, '{"action":"opened","issue":%s}' % github_issue(m, n, 0))]
    for k in range(1, m.r.randint(1, 4)):
        user, url = m.r.randrange(5000), "https://api.github.com/repos/thermowren/hub/issues/comments/%d" % (n * 10 + k)
        comment = ('{"url":"%s","html_url":"https://github.com/thermowren/hub/issues/%d#issuecomment-%d","issue_url":"https://api.github.com/repos/'
                   'thermowren/hub/issues/%d","id":%d,"node_id":"IC_kwDOAA","user":%s,"created_at":"%s","updated_at":"%s","body":"%s",'
                   '"author_association":"NONE","reactions":%s,"performed_via_github_app":null}'
                   % (url, n, n * 10 + k, n, n * 10 + k, people("person-%d" % user, user), m.when(k), m.when(k), m.text(), reactions(url, 1)))
        out.append(github_event(m, n, "IssueCommentEvent", k, '{"action":"created","issue":%s,"comment":%s}' % (github_issue(m, n, k), comment)))
    out.append(github_event(m, n, "PushEvent", 9, '{"repository_id":77,"push_id":1,"size":1,"distinct_size":1,"ref":"refs/heads/main","head":"abc",'
                            '"before":"def","commits":[{"sha":"abc","author":{"email":"p@vale.example","name":"P"},"message":"%s","distinct":true}]}' % m.text()))
    return "".join(out)


def gitlab_user(n):
    return ('{"id":%d,"username":"person%d","public_email":"","name":"Person %d","state":"active","locked":false,"avatar_url":null,'
            '"web_url":"https://gitlab.example/person%d"}' % (n, n, n, n))


def gitlab(m):
    n, when = m.next(), "%Y-%m-%dT%H:%M:%S.000Z"
    notes = "".join(
        '{"id":%d,"type":null,"body":"%s\\r\\n%s","attachment":null,"author":%s,"created_at":"%s","updated_at":"%s","system":%s,"noteable_id":%d,'
        '"noteable_type":"Issue","project_id":5,"resolvable":false,"confidential":false,"internal":false,"imported":false,"imported_from":"none",'
        '"noteable_iid":%d,"commands_changes":{}}\n'
        % (n * 10 + k, m.text(), m.text(), gitlab_user(m.r.randrange(5000)), m.when(k, when), m.when(k, when), "true" if k == 4 else "false",
           100000 + n, n) for k in range(m.r.randint(1, 5), 0, -1))
    return notes + (
        '{"id":%d,"iid":%d,"project_id":5,"title":"%s","description":"%s","state":"opened","created_at":"%s","updated_at":"%s","closed_at":null,'
        '"closed_by":null,"labels":["clock","bug"],"milestone":null,"assignees":[],"author":%s,"type":"ISSUE","assignee":null,"user_notes_count":2,'
        '"merge_requests_count":0,"upvotes":3,"downvotes":0,"due_date":null,"confidential":false,"discussion_locked":null,"issue_type":"issue",'
        '"web_url":"https://gitlab.example/thermowren/hub/-/issues/%d","time_stats":{"time_estimate":0,"total_time_spent":0},'
        '"references":{"short":"#%d","relative":"#%d","full":"thermowren/hub#%d"},"severity":"UNKNOWN","moved_to_id":null,'
        '"service_desk_reply_to":null}\n'
        % (100000 + n, n, m.title(), m.text(), m.when(0, when), m.when(9, when), gitlab_user(m.r.randrange(5000)), n, n, n, n))


REDDIT_MEMBERS = ",".join('"%s":%s' % (k, v) for k, v in [(k, "null") for k in (
    "approved_at_utc author_flair_background_color author_flair_css_class author_flair_template_id author_flair_text author_flair_text_color banned_at_utc "
    "banned_by collapsed_because_crowd_control collapsed_reason comment_type distinguished likes mod_note mod_reason_by mod_reason_title "
    "num_reports removal_reason report_reasons top_awarded_type").split()] + [(k, "false") for k in (
        "archived author_patreon_flair author_premium can_gild collapsed edited locked no_follow saved score_hidden stickied").split()])


def reddit(m):
    n, user = m.next(), m.r.randrange(9000)
    out = ['{%s,"author":"person_%d","created_utc":%d,"domain":"self.thermowren","id":"1a%d","is_self":true,"link_flair_text":"Solved","name":"t3_1a%d",'
           '"num_comments":3,"permalink":"/r/thermowren/comments/1a%d/x/","retrieved_on":1717286400,"score":12,"selftext":"%s &gt; %s","subreddit":'
           '"thermowren","subreddit_id":"t5_2abcd","title":"%s","url":"https://www.reddit.com/r/thermowren/comments/1a%d/x/"}\n'
           % (REDDIT_MEMBERS, user, m.epoch(0), n, n, n, m.text(), m.text(), m.title(), n)]
    for k in range(1, m.r.randint(1, 6)):
        out.append('{%s,"author":"person_%d","body":"%s","controversiality":0,"created_utc":%d,"gilded":0,"id":"k%d%d","is_submitter":false,'
                   '"link_id":"t3_1a%d","name":"t1_k%d%d","parent_id":"t3_1a%d","permalink":"/r/thermowren/comments/1a%d/x/k%d%d/","retrieved_on":'
                   '1717286400,"score":%d,"subreddit":"thermowren","subreddit_id":"t5_2abcd"}\n'
                   % (REDDIT_MEMBERS, m.r.randrange(9000), m.text(), m.epoch(k), n, k, n, n, k, n, n, n, k, m.r.randint(0, 40)))
    return "".join(out)


def singer(m):
    return "".join('{"type":"RECORD","stream":"posts","record":%s,"time_extracted":"2024-06-02T00:00:00.000000Z"}\n' % line
                   for line in discourse(m).splitlines())


def airbyte(m):
    return "".join('{"type":"RECORD","record":{"stream":"posts","data":%s,"emitted_at":1717286400000}}\n' % line for line in discourse(m).splitlines())


KINDS = {
    "discourse": ("", discourse, ""), "discourse-topics": ("", discourse_topics, ""), "github": ("", github, ""), "gitlab": ("", gitlab, ""),
    "reddit": ("", reddit, ""), "singer": ("", singer, ""), "airbyte": ("", airbyte, ""),
}

if __name__ == "__main__":
    main(KINDS)
