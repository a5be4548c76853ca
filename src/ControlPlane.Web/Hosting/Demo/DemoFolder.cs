namespace ControlPlane.Web.Hosting.Demo;

/// <summary>The parts of the demo's folder.</summary>
internal sealed class DemoFolder(string path)
{
    /// <summary>Databases and model files of the control plane.</summary>
    public string ControlPlane => Path.Combine(path, "control-plane");

    /// <summary>The generated model files.</summary>
    public string Models => Path.Combine(path, "models");

    /// <summary>What one agent keeps.</summary>
    public string Agent(string name) => Path.Combine(path, "agents", name);

    /// <summary>What one process printed.</summary>
    public string Log(string name) => Path.Combine(path, "logs", $"{name}.log");

    /// <summary>Removes what earlier runs kept, and nothing that is not the demo's.</summary>
    public void Clear()
    {
        foreach (var part in new[] { ControlPlane, Models, Path.Combine(path, "agents"), Path.Combine(path, "logs") })
        {
            if (Directory.Exists(part))
                Directory.Delete(part, recursive: true);
        }
    }
}
