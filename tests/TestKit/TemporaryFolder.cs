namespace ControlPlane.TestKit;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Full path; exists until disposal.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("controlplane-test-").FullName;

    /// <summary>Full path of something below.</summary>
    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
