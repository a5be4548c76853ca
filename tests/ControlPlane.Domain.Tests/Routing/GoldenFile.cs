using System.Text;

namespace ControlPlane.Domain.Tests.Routing;

/// <summary>
/// Compares a text with a file under <c>Golden</c>, named after the situation.
/// To accept what the code makes now: <c>ACCEPT_GOLDEN=1 dotnet test tests/ControlPlane.Domain.Tests</c>, then read the diff.
/// </summary>
internal static class GoldenFile
{
    private const string AcceptVariable = "ACCEPT_GOLDEN";

    public static string Repository { get; } = FindRepository();

    public static string Folder { get; } = Path.Combine(Repository, "tests", "ControlPlane.Domain.Tests", "Routing", "Golden");

    public static void Check(string situation, string actual) =>
        Check(Path.Combine(Folder, $"{situation}.json"), actual, Environment.GetEnvironmentVariable(AcceptVariable) == "1");

    public static void Check(string path, string actual, bool isAccepted)
    {
        if (isAccepted)
            File.WriteAllText(path, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.True(File.Exists(path), $"{path} is missing; run with {AcceptVariable}=1 to make it");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
