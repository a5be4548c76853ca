using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>One agent over all its lives: its disk stays, its processes come and go.</summary>
internal sealed class SimulatedAgent
{
    private readonly SimulatedInstallation _world;
    private int _boots;

    public SimulatedAgent(string name, SimulatedInstallation world)
    {
        Name = name;
        _world = world;
        Clock = new SkewedClock(world.Time);
        Line = new SimulatedLine(this, world);
    }

    public string Name { get; }

    public SkewedClock Clock { get; }

    public SimulatedLine Line { get; }

    public MemoryDisk Disk { get; private set; } = new();

    /// <summary>How often a process ended because the disk does not keep what is written.</summary>
    public int TimesGivenUp { get; set; }

    /// <summary>The life now; null while it is down.</summary>
    public SimulatedProcess? Process { get; private set; }

    /// <summary>No process, or one that the disk has killed.</summary>
    public bool IsDead => Process is null || IsKilledByDisk;

    /// <summary>The disk has reached the point at which the process was to die.</summary>
    public bool IsKilledByDisk => Disk.Fault is { Fault: DiskFault.ProcessDies or DiskFault.ProcessDiesInTheMiddle } fault && Disk.Changes >= fault.Change;

    /// <summary>Requests that must be counted in the end.</summary>
    public long CountedAtLeast { get; set; }

    /// <summary>Requests that may be counted in the end: a record in the middle of which it died may or may not be there.</summary>
    public long CountedAtMost { get; set; }

    /// <summary>Newest position that the control plane was told is in force.</summary>
    public TablePosition Acknowledged => _world.Database.Agents[Name].Acknowledged;

    /// <summary>What it has had in force, and may not fall behind; a loss of power or of a file sets it back to what was acknowledged.</summary>
    public TablePosition Reached { get; set; }

    /// <summary>Begins a life on what the disk kept.</summary>
    public void Start() => Process = new SimulatedProcess(this, _world, $"{Name}b{++_boots:D3}");

    /// <summary>SIGKILL.</summary>
    public void Kill() => End(Disk.AfterKill());

    /// <summary>The power goes: what was not synced is not there.</summary>
    public void CutPower()
    {
        Reached = Acknowledged;
        End(Disk.AfterPowerCut());
    }

    /// <summary>The disk is another one, as after an older copy was put back.</summary>
    public void PutBack(MemoryDisk disk)
    {
        Reached = default;
        End(disk);
    }

    private void End(MemoryDisk left)
    {
        var process = Process!;
        Process = null;
        Line.Session?.Abandon();
        process.Dispose();
        CountedAtLeast -= process.OnlyInMemory;
        Disk = left;
    }
}
