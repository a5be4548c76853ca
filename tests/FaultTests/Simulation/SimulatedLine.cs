using ControlPlane.AgentHost.Connection;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.FaultTests.Simulation;

/// <summary>The network between one agent and the control plane: slow, cut, or silent in one direction. Everything an agent says or hears goes through it.</summary>
internal sealed class SimulatedLine(SimulatedAgent agent, SimulatedInstallation world) : IControlPlaneLink, ITableSource, ITelemetryUpload
{
    private int _connections;
    private int _address;

    /// <summary>Whose line.</summary>
    public SimulatedAgent Agent => agent;

    public SimulatedThread Thread => world.Thread;

    /// <summary>The process at the other end.</summary>
    public SimulatedReplica Replica => world.Replicas[_address % world.Replicas.Count];

    /// <summary>The connection in use; null while there is none.</summary>
    public SimulatedSession? Session { get; set; }

    /// <summary>Nothing gets through in either direction, and everybody notices.</summary>
    public bool IsCut { get; set; }

    /// <summary>What the agent says vanishes; nobody notices.</summary>
    public bool IsDeafUp { get; set; }

    /// <summary>What the control plane says vanishes; nobody notices.</summary>
    public bool IsDeafDown { get; set; }

    /// <summary>Offers vanish, answers do not.</summary>
    public bool LosesOffers { get; set; }

    /// <summary>No connection can be made; polls are as they are.</summary>
    public bool LosesHub { get; set; }

    /// <summary>Offers that were handed to the network.</summary>
    public int Offers { get; set; }

    /// <summary>Polls fail.</summary>
    public bool LosesPolls { get; set; }

    /// <summary>Offers arrive twice, and in any order.</summary>
    public bool Shuffles { get; set; }

    private bool IsThere => !IsCut && !agent.IsDead && Replica is { IsDead: false, IsFrozen: false };

    /// <summary>Makes everything whole.</summary>
    public void Heal() => IsCut = IsDeafUp = IsDeafDown = LosesHub = LosesOffers = LosesPolls = Shuffles = false;

    /// <summary>Cuts the connection in use.</summary>
    public void CutSession() => Session?.Cut();

    /// <inheritdoc />
    public Task<IControlPlaneSession> ConnectAsync(CancellationToken cancellationToken)
    {
        if (!IsThere || LosesHub || IsDeafUp || IsDeafDown)
        {
            // As the agent does with several addresses.
            _address++;
            return Task.FromException<IControlPlaneSession>(new IOException("refused"));
        }

        Session = new SimulatedSession(this, Replica, $"{agent.Name}-{++_connections}");
        return Task.FromResult<IControlPlaneSession>(Session);
    }

    /// <inheritdoc />
    public async Task<PolledTable?> PollAsync(string? knownDigest, CancellationToken cancellationToken)
    {
        if (!IsThere || LosesPolls || IsDeafUp || IsDeafDown)
            throw new HttpRequestException("refused");
        await Task.Delay(world.NextDelay(), world.Time, cancellationToken);
        if (!IsThere)
            throw new HttpRequestException("reset");

        var table = Replica.Tables.Find("production");
        return table is null || table.Digest == knownDigest ? null : new PolledTable(table.Content.ToArray(), table.Digest, table.Signature);
    }

    /// <inheritdoc />
    public async Task<TelemetryReceipt> UploadAsync(TelemetryBatch batch, CancellationToken cancellationToken)
    {
        if (!IsThere || IsDeafUp)
            throw new HttpRequestException("refused");
        await Task.Delay(world.NextDelay(), world.Time, cancellationToken);
        if (!IsThere)
            throw new HttpRequestException("reset");
        var receipt = Replica.Take(batch);
        return IsDeafDown ? throw new HttpRequestException("no answer came") : receipt;
    }

    /// <summary>The time one message takes now.</summary>
    public Task TravelAsync() => Task.Delay(world.NextDelay(), world.Time);

    /// <summary>Does something when a message would have arrived.</summary>
    public async Task ArriveAsync(Action arrived)
    {
        await TravelAsync();
        if (Shuffles)
            await TravelAsync();
        if (!IsDeafDown)
            arrived();
    }

    public override string ToString() => $"line of {agent.Name}";
}
