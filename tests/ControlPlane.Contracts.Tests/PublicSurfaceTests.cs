using System.Reflection;

namespace ControlPlane.Contracts.Tests;

/// <summary>
/// The public surface of Contracts is a file, so that removing or renaming something of the wire shows in the diff.
/// Accept a wanted change with <c>ACCEPT_GOLDEN=1 dotnet test tests/ControlPlane.Contracts.Tests</c>.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void PublicSurface_ComparedWithItsFile_HasNotChangedUnnoticed()
    {
        var surface = Describe(typeof(Contracts.Routing.RoutingTable).Assembly);
        var file = Path.Combine(RepositoryFolder(), "tests", "ControlPlane.Contracts.Tests", "PublicSurface.txt");
        if (Environment.GetEnvironmentVariable("ACCEPT_GOLDEN") == "1")
            File.WriteAllText(file, surface);

        Assert.Equal(File.ReadAllText(file), surface);
    }

    [Fact]
    public void Describe_ATypeMore_ChangesTheText() =>
        Assert.NotEqual(Describe(typeof(Contracts.Routing.RoutingTable).Assembly), Describe(typeof(PublicSurfaceTests).Assembly));

    private static string Describe(Assembly assembly)
    {
        const BindingFlags declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var lines = assembly.GetExportedTypes()
            .SelectMany(type => type.GetMembers(declared)
                .Where(m => m is FieldInfo or PropertyInfo || (m is MethodInfo { IsSpecialName: false } method && !IsRecordPlumbing(method)))
                .Select(m => $"{type.FullName}.{m}"))
            .Where(line => !line.Contains("ContractsJsonContext", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return string.Join('\n', lines) + "\n";
    }

    private static bool IsRecordPlumbing(MethodInfo method) =>
        method.Name is "ToString" or "GetHashCode" or "Equals" or "<Clone>$" or "Deconstruct" or "PrintMembers";

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ControlPlane.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no ControlPlane.sln above the test");
        return folder.FullName;
    }
}
