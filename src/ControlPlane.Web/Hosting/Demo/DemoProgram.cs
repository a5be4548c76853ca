using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>One of the other programs of the build, as a file that can be started. Immutable.</summary>
/// <param name="File">The program itself, or the runtime that runs it.</param>
/// <param name="Prefix">Arguments before the program's own.</param>
internal sealed record DemoProgram(string File, IReadOnlyList<string> Prefix)
{
    /// <summary>
    /// Finds a program beside this one: in the folder of a published product, or in its own folder of the build
    /// (<c>artifacts/bin/{project}/{configuration}</c>).
    /// </summary>
    /// <returns>Refusal: <c>program_not_found</c>.</returns>
    public static Outcome<DemoProgram> Find(string baseFolder, string project, string assembly)
    {
        var own = new DirectoryInfo(baseFolder);
        string?[] folders = [own.FullName, own.Parent?.Parent is { } bin ? Path.Combine(bin.FullName, project, own.Name) : null];
        foreach (var folder in folders.OfType<string>())
        {
            var executable = Path.Combine(folder, OperatingSystem.IsWindows() ? $"{assembly}.exe" : assembly);
            if (System.IO.File.Exists(executable))
                return new DemoProgram(executable, []);
            var library = Path.Combine(folder, $"{assembly}.dll");
            if (System.IO.File.Exists(library))
                return new DemoProgram(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [library]);
        }

        return new Refusal("program_not_found", $"{assembly} is not in {string.Join(" or ", folders)}; build the whole solution first.");
    }
}
