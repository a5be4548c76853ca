using System.Security.Cryptography;
using System.Text.Json;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Signing;

/// <summary>
/// The keys by which this installation signs its tables. They lie in the data folder, or in the database that replicas share; whoever can read them there could
/// also publish a table the ordinary way. A singleton, thread-safe; opened with the databases.
/// </summary>
public sealed class SigningKeys : ITableSigner
{
    private readonly ISigningKeyStore _store;
    private readonly IDbContextFactory<StateContext> _contexts;
    private readonly CurrentInstallation _installation;
    private readonly DataOptions _options;
    private readonly TimeProvider _time;
    private volatile SigningKeyRing? _ring;

    internal SigningKeys(ISigningKeyStore store, IDbContextFactory<StateContext> contexts, CurrentInstallation installation, DataOptions options, TimeProvider time)
    {
        _store = store;
        _contexts = contexts;
        _installation = installation;
        _options = options;
        _time = time;
    }

    /// <summary>What agents are told.</summary>
    public IReadOnlyList<SigningKey> Public => Ring.Public;

    /// <summary>All keys, the oldest first. Holds secrets.</summary>
    public IReadOnlyList<StoredSigningKey> All => Ring.Keys;

    private SigningKeyRing Ring => _ring ?? throw new InvalidOperationException("The databases are not open yet; call DatabaseStart.OpenAsync first.");

    /// <inheritdoc />
    public SealedRoutingTable Sign(SealedRoutingTable table) => Ring.Sign(table);

    /// <summary>Makes a new key that signs beside the newest so far; any older one is retired.</summary>
    /// <returns>Refusal: <see cref="DataRefusals.SigningKeysChanged"/>.</returns>
    public Task<Outcome<SigningKeyRing>> RotateAsync(CancellationToken cancellationToken) =>
        ChangeAsync(ring => ring.Rotate(_installation.Value.ClusterId, _time.GetUtcNow()), cancellationToken);

    /// <summary>Lets the newest key alone sign: agents that have not heard of it since it was made must join anew.</summary>
    /// <returns>Refusal: <see cref="DataRefusals.SigningKeysChanged"/>.</returns>
    public Task<Outcome<SigningKeyRing>> RetireAsync(CancellationToken cancellationToken) => ChangeAsync(ring => ring.Retire(_time.GetUtcNow()), cancellationToken);

    /// <summary>Reads what another replica may have changed.</summary>
    /// <returns>Whether there was something.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var keys = await _store.LoadAsync(cancellationToken);
        if (keys is null || keys.Select(k => (k.Id, k.RetiredAt)).SequenceEqual(Ring.Keys.Select(k => (k.Id, k.RetiredAt))))
            return false;
        _ring = new SigningKeyRing(keys);
        return true;
    }

    /// <summary>Reads the keys; an installation that never had one gets its first.</summary>
    /// <returns>Refusals: <see cref="DataRefusals.SigningKeysUnreadable"/>, <see cref="DataRefusals.SigningKeysMissing"/>.</returns>
    internal async Task<Refusal?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _store.LoadAsync(cancellationToken) is { } kept)
            {
                _ring = new SigningKeyRing(kept);
                return null;
            }

            if (!_options.AllowNewSigningKey && await HasBoundAgentsAsync(cancellationToken))
            {
                return new Refusal(
                    DataRefusals.SigningKeysMissing,
                    $"Agents trust the keys that were in {_store.Place}, and they are not there. Put them back from a copy; if there is none, start once with --Data:AllowNewSigningKey true and let every agent join anew.");
            }

            var first = SigningKeyRing.Begin(_time.GetUtcNow());
            _ring = await _store.SaveAsync(null, first.Keys, cancellationToken) ? first : new SigningKeyRing((await _store.LoadAsync(cancellationToken))!);
            return null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException or IOException or UnauthorizedAccessException)
        {
            return new Refusal(DataRefusals.SigningKeysUnreadable, $"The signing keys in {_store.Place} cannot be read: {exception.Message} Put them back from a copy.");
        }
    }

    private async Task<Outcome<SigningKeyRing>> ChangeAsync(Func<SigningKeyRing, SigningKeyRing> change, CancellationToken cancellationToken)
    {
        var before = Ring;
        var after = change(before);
        if (!await _store.SaveAsync(before.Keys, after.Keys, cancellationToken))
            return new Refusal(DataRefusals.SigningKeysChanged, "The signing keys were changed meanwhile; look at them again.");
        _ring = after;
        return after;
    }

    private async Task<bool> HasBoundAgentsAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        return await context.Agents.AnyAsync(a => a.RevokedAt == null && a.PublicKey != null, cancellationToken);
    }
}
