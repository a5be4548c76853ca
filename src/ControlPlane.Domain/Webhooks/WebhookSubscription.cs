using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Webhooks;

/// <summary>Somebody outside who is told what happens. Not thread-safe; one operation loads, changes and saves it.</summary>
public sealed class WebhookSubscription
{
    /// <summary>Longest address in characters.</summary>
    public const int MaximumUrl = 2_000;

    private WebhookSubscription()
    {
    }

    /// <summary>Unique, see <see cref="NameRule"/>.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>Absolute http or https address. Of a chat's webhook it is as good as a password, so it is shown without its path.</summary>
    public string Url { get; private set; } = null!;

    /// <summary>Types of events in the order of <see cref="EventTypes.All"/>; empty means all.</summary>
    public IReadOnlyList<string> Events { get; private set; } = [];

    /// <summary>Only what concerns this endpoint; null means everything.</summary>
    public string? Endpoint { get; private set; }

    /// <summary>How bodies are written.</summary>
    public WebhookFormat Format { get; private set; }

    /// <summary>What signs deliveries, encrypted; never shown, logged or exported.</summary>
    public string ProtectedSecret { get; private set; } = null!;

    /// <summary>Whether it takes new events.</summary>
    public bool IsEnabled { get; private set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Rises with every change, from 1.</summary>
    public long ConcurrencyVersion { get; private set; }

    /// <summary>The address as it may be shown: whole, or without what only the receiver should know.</summary>
    public string ShownUrl => Format == WebhookFormat.Slack ? $"{new Uri(Url).GetLeftPart(UriPartial.Authority)}/…" : Url;

    /// <summary>A new webhook.</summary>
    /// <returns>Refusal: <see cref="WebhookRefusals.Invalid"/> with every problem.</returns>
    public static Outcome<WebhookSubscription> Create(string name, WebhookDraft draft, string protectedSecret, DateTimeOffset now)
    {
        var problems = new Problems();
        problems.Add(NameRule.Check("name", name));
        Check(draft, null, problems);
        if (problems.Any)
            return problems.ToRefusal(WebhookRefusals.Invalid);
        var made = new WebhookSubscription { Name = name, CreatedAt = now };
        made.Take(draft, protectedSecret, now);
        return made;
    }

    /// <summary>Becomes what the draft says.</summary>
    /// <param name="draft">The whole wish.</param>
    /// <param name="protectedSecret">The new secret; null keeps the present one.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Whether anything changed. Refusal: <see cref="WebhookRefusals.Invalid"/> with every problem.</returns>
    public Outcome<bool> Change(WebhookDraft draft, string? protectedSecret, DateTimeOffset now)
    {
        var problems = new Problems();
        Check(draft, this, problems);
        if (problems.Any)
            return problems.ToRefusal(WebhookRefusals.Invalid);
        var isSame = protectedSecret is null && (draft.Url is null || draft.Url == Url) && draft.Endpoint == Endpoint && draft.Format == Format
            && draft.IsEnabled == IsEnabled && InOrder(draft.Events).SequenceEqual(Events, StringComparer.Ordinal);
        if (!isSame)
            Take(draft, protectedSecret, now);
        return !isSame;
    }

    /// <summary>Whether it is told of an event.</summary>
    /// <param name="type">Type of the event.</param>
    /// <param name="endpoint">The endpoint it concerns; null where it concerns none.</param>
    public bool Takes(string type, string? endpoint) =>
        IsEnabled && (Events.Count == 0 || Events.Contains(type, StringComparer.Ordinal)) && (Endpoint is null || Endpoint == endpoint);

    private static void Check(WebhookDraft draft, WebhookSubscription? present, Problems problems)
    {
        if (draft.Url is { } url)
            CheckUrl(url, problems);
        else if (present is null)
            problems.Add("url", "is missing", "name the address that is posted to");
        foreach (var unknown in draft.Events.Except(EventTypes.All, StringComparer.Ordinal))
            problems.Add("events", $"name '{unknown}', which is no type of event", $"use {string.Join(", ", EventTypes.All)}, or none for all");
        if (draft.Endpoint is { } endpoint)
            problems.Add(NameRule.Check("endpoint", endpoint));
    }

    private static void CheckUrl(string url, Problems problems)
    {
        var isAddress = Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
        if (!isAddress || url.Length > MaximumUrl)
            problems.Add("url", $"is no address of http or https with at most {MaximumUrl} characters", "use an address such as https://hooks.example/controlplane");
        else if (uri!.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            problems.Add("url", "holds a user, a password or a fragment", "leave them out; deliveries are signed instead");
    }

    private static IReadOnlyList<string> InOrder(IReadOnlyList<string> events) => [.. EventTypes.All.Where(t => events.Contains(t, StringComparer.Ordinal))];

    private void Take(WebhookDraft draft, string? protectedSecret, DateTimeOffset now)
    {
        Url = draft.Url ?? Url;
        Events = InOrder(draft.Events);
        Endpoint = draft.Endpoint;
        Format = draft.Format;
        IsEnabled = draft.IsEnabled;
        ProtectedSecret = protectedSecret ?? ProtectedSecret;
        ChangedAt = now;
        ConcurrencyVersion++;
    }
}
