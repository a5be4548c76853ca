using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Signing;

/// <summary>Keeps the keys in the database that replicas share, because they share no folder. Thread-safe.</summary>
internal sealed class SharedSigningKeys(IDbContextFactory<StateContext> contexts) : ISigningKeyStore
{
    public string Place => "the table signing_keys";

    public async Task<IReadOnlyList<StoredSigningKey>?> LoadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Set<SharedSigningKey>().AsNoTracking().OrderBy(k => k.Number).Select(k => k.Document).ToListAsync(cancellationToken);
        return rows.Count == 0 ? null : [.. rows.Select(row => JsonSerializer.Deserialize<StoredSigningKey>(row, JsonSerializerOptions.Web)!)];
    }

    public async Task<bool> SaveAsync(IReadOnlyList<StoredSigningKey>? before, IReadOnlyList<StoredSigningKey> keys, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Set<SharedSigningKey>().OrderBy(k => k.Number).ToListAsync(cancellationToken);
        if (rows.Count != (before?.Count ?? 0))
            return false;
        for (var index = 0; index < keys.Count; index++)
        {
            var document = JsonSerializer.Serialize(keys[index], JsonSerializerOptions.Web);
            if (index < rows.Count)
                rows[index].Document = document;
            else
                context.Add(new SharedSigningKey { Number = index + 1, Document = document });
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            return false;
        }
    }
}
