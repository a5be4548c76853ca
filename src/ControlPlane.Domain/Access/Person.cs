using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Access;

/// <summary>Somebody who may sign in, and what they may do where. Not thread-safe; one operation loads, changes and saves it.</summary>
public sealed class Person
{
    /// <summary>How long a link that sets a password is good.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    private Person()
    {
    }

    /// <summary>From the id source.</summary>
    public string Id { get; private init; } = null!;

    /// <summary>See <see cref="PersonName"/>; never changed, so that the audit stays readable.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>Unique, see <see cref="PersonName.KeyOf"/>.</summary>
    public string NameKey { get; private init; } = null!;

    /// <summary>The roles, without repetition.</summary>
    public IReadOnlyList<RoleGrant> Grants { get; private set; } = [];

    /// <summary>Hash of the password; null until one is set, and for who signs in elsewhere.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>Issuer and subject of an identity provider, separated by a space; null for who signs in here.</summary>
    public string? Identity { get; private init; }

    /// <summary>SHA-256 of the secret of the link that sets a password; null while there is none.</summary>
    public string? LinkHash { get; private set; }

    /// <summary>Exclusive end of the link's life; null while there is none.</summary>
    public DateTimeOffset? LinkExpiresAt { get; private set; }

    /// <summary>Since when they may do nothing; null while they may.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>Failed sign-ins since the last good one.</summary>
    public int FailedSignIns { get; private set; }

    /// <summary>Until when no password is looked at; null when none failed often.</summary>
    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>When they were added.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Who added them.</summary>
    public string CreatedBy { get; private init; } = null!;

    /// <summary>When they last signed in; null when never.</summary>
    public DateTimeOffset? SignedInAt { get; private set; }

    /// <summary>Rises with every change, from 1.</summary>
    public long ConcurrencyVersion { get; private set; }

    /// <summary>Whether they administer every environment, so that somebody always can.</summary>
    public bool IsFullAdmin => DisabledAt is null && Grants.Any(g => g is { Role: Role.Admin, Pool: RoleGrant.EveryPool });

    /// <summary>The rights they have now; none while they are disabled.</summary>
    public IReadOnlyList<RoleGrant> Rights => DisabledAt is null ? Grants : [];

    /// <summary>Somebody new, who sets a password by a link.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.Invalid"/> with every problem.</returns>
    public static Outcome<Person> Invite(string id, string name, IReadOnlyList<RoleGrant> grants, string createdBy, DateTimeOffset now) =>
        Create(id, name, identity: null, grants, createdBy, now);

    /// <summary>Somebody new whom an identity provider vouches for.</summary>
    /// <returns>Refusal: <see cref="AccessRefusals.Invalid"/>.</returns>
    public static Outcome<Person> OfIdentity(string id, string name, string identity, IReadOnlyList<RoleGrant> grants, DateTimeOffset now) =>
        Create(id, name, identity, grants, "the identity provider", now);

    /// <summary>Makes the link that sets a password; an earlier one is void.</summary>
    /// <param name="secretHash">See <see cref="BearerSecret.HashOf"/>.</param>
    /// <param name="now">The time of the change.</param>
    public void IssueLink(string secretHash, DateTimeOffset now)
    {
        LinkHash = secretHash;
        LinkExpiresAt = now + LinkLifetime;
        ConcurrencyVersion++;
    }

    /// <summary>Whether a link is good; says no more than its bearer may know.</summary>
    public Refusal? CheckLink(BearerSecret secret, DateTimeOffset now) =>
        LinkHash is { } hash && secret.Matches(hash) && now < LinkExpiresAt && DisabledAt is null ? null : UnknownLink();

    /// <summary>Uses the link up and sets the password.</summary>
    /// <param name="secret">What the link held; its id has found this person.</param>
    /// <param name="passwordHash">Hash of a password that <see cref="PasswordRule"/> takes.</param>
    /// <param name="now">The time of the change.</param>
    /// <returns>Null when done; otherwise <see cref="AccessRefusals.LinkInvalid"/>.</returns>
    public Refusal? UseLink(BearerSecret secret, string passwordHash, DateTimeOffset now)
    {
        if (CheckLink(secret, now) is { } refusal)
            return refusal;
        SetPassword(passwordHash);
        return null;
    }

    /// <summary>Sets another password; links are void, and failures forgotten.</summary>
    public void SetPassword(string passwordHash)
    {
        PasswordHash = passwordHash;
        (LinkHash, LinkExpiresAt) = (null, null);
        (FailedSignIns, LockedUntil) = (0, null);
        ConcurrencyVersion++;
    }

    /// <summary>Takes note of an attempt to sign in.</summary>
    /// <param name="isPasswordRight">Whether the password was this person's.</param>
    /// <param name="now">The time of the attempt.</param>
    /// <returns>Whether they are in. A right password does not help while the account is locked or disabled.</returns>
    public bool TrySignIn(bool isPasswordRight, DateTimeOffset now)
    {
        if (DisabledAt is not null || now < LockedUntil)
            return false;
        if (!isPasswordRight)
        {
            FailedSignIns++;
            LockedUntil = SignInLock.After(FailedSignIns) is { } rest ? now + rest : null;
            return false;
        }

        SignIn(now);
        return true;
    }

    /// <summary>They are in.</summary>
    public void SignIn(DateTimeOffset now)
    {
        (FailedSignIns, LockedUntil) = (0, null);
        SignedInAt = now;
    }

    /// <summary>Other roles than before.</summary>
    /// <returns>Whether anything changed. Refusal: <see cref="AccessRefusals.Invalid"/>.</returns>
    public Outcome<bool> ChangeGrants(IReadOnlyList<RoleGrant> grants)
    {
        if (Check(grants) is { } refusal)
            return refusal;
        var wanted = InOrder(grants);
        if (wanted.SequenceEqual(Grants))
            return false;
        Grants = wanted;
        ConcurrencyVersion++;
        return true;
    }

    /// <summary>They may do nothing any more, or again.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Switch(PersonState state, DateTimeOffset now)
    {
        if (state == PersonState.Enabled == (DisabledAt is null))
            return false;
        DisabledAt = state == PersonState.Enabled ? null : now;
        (LinkHash, LinkExpiresAt) = (null, null);
        ConcurrencyVersion++;
        return true;
    }

    /// <summary>Whether it is still what somebody saw.</summary>
    /// <param name="expected">The version seen; null asks for none.</param>
    public Refusal? CheckUnchanged(long? expected) => expected is null || expected == ConcurrencyVersion
        ? null
        : new Refusal(EndpointRefusals.ChangedMeanwhile, $"'{Name}' is at version {ConcurrencyVersion}, the change was made for version {expected}; read it again.");

    /// <summary>The answer to a link nobody made; the same as to a used one.</summary>
    public static Refusal UnknownLink() =>
        new(AccessRefusals.LinkInvalid, "This link was used, has expired or was never made. Ask an admin for a new one, or run 'setup-link' at the host.");

    private static Outcome<Person> Create(string id, string name, string? identity, IReadOnlyList<RoleGrant> grants, string createdBy, DateTimeOffset now)
    {
        if (PersonName.Check("name", name) is { } problem)
            return Refusal.OfField(AccessRefusals.Invalid, problem.Field, problem.Problem, problem.Remedy);
        if (Check(grants) is { } refusal)
            return refusal;
        return new Person
        {
            Id = id,
            Name = name,
            NameKey = PersonName.KeyOf(name),
            Identity = identity,
            Grants = InOrder(grants),
            CreatedBy = createdBy,
            CreatedAt = now,
            ConcurrencyVersion = 1,
        };
    }

    private static Refusal? Check(IReadOnlyList<RoleGrant> grants)
    {
        var problems = new Problems();
        foreach (var (index, grant) in grants.Index())
            problems.Add(RoleGrant.Check($"roles[{index}].pool", grant.Pool));
        return problems.Any ? problems.ToRefusal(AccessRefusals.Invalid) : null;
    }

    private static IReadOnlyList<RoleGrant> InOrder(IReadOnlyList<RoleGrant> grants) => [.. grants.Distinct().OrderBy(g => g.Pool, StringComparer.Ordinal).ThenBy(g => g.Role)];
}
