using System.Text.Json;
using ControlPlane.Data.Hosting;

namespace ControlPlane.Data.Signing;

/// <summary>Keeps the keys in a file of the data folder that only its owner can read: for the one process that uses the folder.</summary>
internal sealed class SigningKeyFile(DataFolder folder) : ISigningKeyStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Place => folder.SigningKeyFile;

    public async Task<IReadOnlyList<StoredSigningKey>?> LoadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Place))
            return null;
        await using var file = File.OpenRead(Place);
        return await JsonSerializer.DeserializeAsync<List<StoredSigningKey>>(file, Json, cancellationToken) ?? throw new JsonException("It holds the JSON value null.");
    }

    public async Task<bool> SaveAsync(IReadOnlyList<StoredSigningKey>? before, IReadOnlyList<StoredSigningKey> keys, CancellationToken cancellationToken)
    {
        var temporary = Place + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(temporary, options))
        {
            await JsonSerializer.SerializeAsync(file, keys, Json, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Place, overwrite: true);
        return true;
    }
}
