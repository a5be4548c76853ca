namespace ControlPlane.DocsTests.Faults;

/// <content>Faults that come from people's screens and from ill will.</content>
internal static partial class FaultCatalogue
{
    private static IReadOnlyList<FaultCase> Dashboard =>
    [
        new("F68", "page cut off in the middle of a draft, for seconds, for good, by a restart", "the draft is there again, never half a rollout"),
        new("F69", "clicked twice, or on two screens", "done once; the second is told"),
        new("F70", "page open longer than the server remembers it", "loads again by itself"),
        new("F71", "role taken away while a page is open", "the next action is refused", "the page itself: the command behind it is asked"),
        new("F72", "two hundred pages and five hundred agents for an hour", "memory level, pushes as fast", "not shown: no run of that length; that pages leave no subscription is tested page by page"),
        new("F73", "upload breaks off", "nothing of it is kept"),
        new("F74", "a page no longer gets news", "shows how old its data is; an action on what moved is refused"),
    ];

    private static IReadOnlyList<FaultCase> Hostile =>
    [
        new("F75", "files that are no model: cut, random, empty, renamed", "refused by a reader in managed code"),
        new("F76", "model that names files outside itself", "refused before any of them is opened"),
        new("F77", "sizes that overflow, models that grow when run", "refused, or ended by the limits of the trial"),
        new("F78", "functions nested deeply or in circles, very many nodes", "refused by limits"),
        new("F79", "model that crashes the runtime", "crashes in a process of its own, once; the agent lives"),
        new("F80", "unknown operators, other inputs than the version before", "refused with the reason"),
        new("F81", "uploads beyond the limit", "cut at the limit with 413; memory stays flat", "ten at once"),
        new("F82", "paths in names and files", "refused, or stored under digests"),
        new("F83", "addresses inside the network, redirects", "refused where the product calls out"),
        new("F84", "join token used again, late, for another pool, after removal", "refused, nothing happens"),
        new("F85", "table changed, old, of another installation, or not signed by this one", "refused, the table in force stays"),
        new("F86", "table of another pool", "refused"),
        new("F87", "messages too long, or before hello", "the connection ends, the server goes on", "ten thousand messages a second"),
        new("F88", "other sites' WebSockets and forms", "refused"),
        new("F89", "one tenant asks for another's things", "not found", "not shown: there is one tenant"),
        new("F90", "script in names and messages", "shown as text; the page's policy runs no foreign script", "a browser that is fed such names"),
        new("F91", "audit entries changed, removed, put in, cut off", "the first bad one is named; agents hold the head"),
        new("F92", "secrets in addresses, logs and screens", "absent", "a scan of whole logs"),
        new("F93", "unsigned or wrongly signed models", "refused", "certificates and transparency logs: only keys of the configuration are trusted"),
    ];
}
