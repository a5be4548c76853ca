namespace ControlPlane.TestKit.Processes;

/// <summary>Where the build put the programs, in the configuration that the tests themselves were built in.</summary>
public static class ProductFiles
{
    /// <summary>The control plane's program.</summary>
    public static string Web => Sibling("ControlPlane.Web", "ControlPlane.Web.dll");

    /// <summary>The agent's program.</summary>
    public static string Agent => Sibling("Agent", "ControlPlane.Agent.dll");

    /// <summary>The command line.</summary>
    public static string Cli => Sibling("ControlPlane.Cli", "controlplane.dll");

    /// <summary>The demo's models and users.</summary>
    public static string Demo => Sibling("Demo", "ControlPlane.Demo.dll");

    private static string Sibling(string project, string file)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build the whole solution first: {path} is missing.", path);
    }
}
