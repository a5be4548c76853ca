namespace ControlPlane.TestKit.Documents;

/// <summary>The checkout that the tests run in.</summary>
public static class Repository
{
    // Folders of other people's files and of what builds make.
    private static readonly string[] Foreign = ["artifacts", "node_modules", ".git", "TestResults"];

    /// <summary>Full path of its root.</summary>
    public static string Folder => RepositoryFiles.Folder;

    /// <summary>Full path of a file or folder by its path from the root.</summary>
    public static string PathOf(string relative) => Path.GetFullPath(Path.Combine(Folder, relative));

    /// <summary>Text of a file by its path from the root.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Files with one ending, by their paths from the root, in order.</summary>
    public static IReadOnlyList<string> FilesEnding(string ending) =>
    [
        .. Directory.EnumerateDirectories(Folder).Where(d => !Foreign.Contains(Path.GetFileName(d)))
            .SelectMany(d => Directory.EnumerateFiles(d, $"*{ending}", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Folder, $"*{ending}"))
            .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/'))
            .Where(f => !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/wwwroot/lib/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];
}
