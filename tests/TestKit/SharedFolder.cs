namespace ControlPlane.TestKit;

/// <summary>
/// The folder <c>shared</c> beside the checkout, with models and reference numbers that are not part of the repository.
/// Tests that need it skip in words where it is absent.
/// </summary>
public static class SharedFolder
{
    /// <summary>The reason a test gives for skipping, or null when the folder is there.</summary>
    public static string? SkipReason { get; } = Find() is null ? "the folder ../shared with models and golden numbers is not beside this checkout" : null;

    /// <summary>Full path of a file below the folder; ask <see cref="SkipReason"/> first.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is absent.</exception>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Find() ?? throw new DirectoryNotFoundException(SkipReason), .. parts]);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
                continue;

            var shared = Path.Combine(folder.Parent?.FullName ?? "/", "shared");
            return Directory.Exists(Path.Combine(shared, "models")) ? shared : null;
        }

        return null;
    }
}
