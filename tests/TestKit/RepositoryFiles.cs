using System.Text;

namespace ControlPlane.TestKit;

/// <summary>Files of the repository that tests compare with what the code says.</summary>
public static class RepositoryFiles
{
    /// <summary>The repository's folder.</summary>
    public static string Folder { get; } = Find();

    /// <summary>
    /// One section of a document beside what the code makes of it.
    /// With <c>ACCEPT_GOLDEN=1</c> in the environment the document takes over what the code makes.
    /// </summary>
    /// <param name="path">Path in the repository.</param>
    /// <param name="heading">Heading of the section, without marks.</param>
    /// <param name="actual">What the code makes.</param>
    /// <returns>What the document holds.</returns>
    public static string Section(string path, string heading, string actual)
    {
        var file = Path.Combine(Folder, path);
        var text = File.ReadAllText(file);
        var start = text.IndexOf($"## {heading}\n\n", StringComparison.Ordinal) + heading.Length + 5;
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        var held = end < 0 ? text[start..] : text[start..end];
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") != "1")
            return held;
        File.WriteAllText(file, text[..start] + actual + (end < 0 ? "" : text[end..]), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return actual;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
