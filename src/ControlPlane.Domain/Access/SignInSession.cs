namespace ControlPlane.Domain.Access;

/// <summary>One signing in of a person at one browser, until it ends. Not thread-safe.</summary>
public sealed class SignInSession
{
    private const int ClientLength = 200;

    private SignInSession()
    {
    }

    /// <summary>From the id source; the cookie holds it sealed.</summary>
    public string Id { get; private init; } = null!;

    /// <summary>Whose it is.</summary>
    public string PersonId { get; private init; } = null!;

    /// <summary>When they signed in.</summary>
    public DateTimeOffset StartedAt { get; private init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset SeenAt { get; private set; }

    /// <summary>Exclusive end, however busy it is.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>When it was ended before its time; null when it was not.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Network address it began from; empty when unknown.</summary>
    public string Address { get; private init; } = "";

    /// <summary>What the browser calls itself; empty when it says nothing.</summary>
    public string Client { get; private init; } = "";

    /// <summary>A new one.</summary>
    public static SignInSession Start(string id, string personId, string address, string client, TimeSpan lifetime, DateTimeOffset now) => new()
    {
        Id = id,
        PersonId = personId,
        StartedAt = now,
        SeenAt = now,
        ExpiresAt = now + lifetime,
        Address = address,
        Client = client.Length > ClientLength ? client[..ClientLength] : client,
    };

    /// <summary>Whether it still holds.</summary>
    /// <param name="idle">Longest time without use.</param>
    /// <param name="now">The time of the question.</param>
    public bool IsOpen(TimeSpan idle, DateTimeOffset now) => EndedAt is null && now < ExpiresAt && now < SeenAt + idle;

    /// <summary>It was used.</summary>
    public void See(DateTimeOffset now) => SeenAt = now;

    /// <summary>Ends it; a second time changes nothing.</summary>
    public void End(DateTimeOffset now) => EndedAt ??= now;
}
