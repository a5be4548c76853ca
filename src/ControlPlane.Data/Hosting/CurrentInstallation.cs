using ControlPlane.Data.Installations;

namespace ControlPlane.Data.Hosting;

/// <summary>The installation this process runs; set once, when the databases are open. Singleton, thread-safe.</summary>
public sealed class CurrentInstallation
{
    private Installation? _value;

    /// <summary>The installation.</summary>
    /// <exception cref="InvalidOperationException">The databases are not open yet.</exception>
    public Installation Value =>
        Volatile.Read(ref _value) ?? throw new InvalidOperationException("The databases are not open yet; call DatabaseStart.OpenAsync first.");

    internal void Set(Installation installation) => Volatile.Write(ref _value, installation);
}
