using ControlPlane.Domain.Access;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A person as the API tells it; never a password, nor a link that was shown before. Immutable.</summary>
internal sealed record PersonResource
{
    public required string Name { get; init; }

    /// <summary>Each as <c>role@environment</c>; <c>*</c> means all environments.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>Since when they may do nothing; null while they may.</summary>
    public required DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Whether they have set a password, or sign in by the identity provider.</summary>
    public required bool CanSignIn { get; init; }

    /// <summary>When they last signed in; null when never.</summary>
    public required DateTimeOffset? SignedInAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Path and query by which they set a password, in the answer that makes it and never again; null elsewhere.</summary>
    public string? Link { get; init; }

    /// <summary>Exclusive end of the link's life; null while there is none.</summary>
    public required DateTimeOffset? LinkExpiresAt { get; init; }

    public required long ConcurrencyVersion { get; init; }

    public static PersonResource Of(Person person) => new()
    {
        Name = person.Name,
        Roles = [.. person.Grants.Select(g => g.ToString())],
        DisabledAt = person.DisabledAt,
        CanSignIn = person.DisabledAt is null && (person.PasswordHash ?? person.Identity) is not null,
        SignedInAt = person.SignedInAt,
        CreatedAt = person.CreatedAt,
        CreatedBy = person.CreatedBy,
        LinkExpiresAt = person.LinkExpiresAt,
        ConcurrencyVersion = person.ConcurrencyVersion,
    };

    /// <inheritdoc />
    public override string ToString() => $"person {Name}";
}
