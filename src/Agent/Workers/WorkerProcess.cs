using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Workers;

/// <summary>One process of a model, from its start to its end. Thread-safe.</summary>
internal sealed class WorkerProcess : IDisposable
{
    // Above what Linux's shells report for a signal: its number.
    private const int BySignal = 128;
    private const int LongestReady = 1 << 20;

    private readonly Process _process;
    private readonly string _socketPath;
    private readonly Lock _input = new();
    private readonly CancellationTokenSource _over = new();
    private volatile string? _killedBecause;
    private int _lanes;

    private WorkerProcess(Process process, string socketPath) => (_process, _socketPath, Id) = (process, socketPath, process.Id);

    /// <summary>Its number on this host.</summary>
    public int Id { get; }

    /// <summary>What it said once it was ready.</summary>
    public WorkerReady Ready { get; private set; } = new();

    /// <summary>Starts one and waits until it has loaded the model.</summary>
    /// <returns>Refusals: those of <see cref="Inference.ModelLoader.LoadAsync"/>; <c>internal</c> when it ended or took too long before it was ready.</returns>
    public static async Task<Outcome<WorkerProcess>> StartAsync(WorkerLaunch launch, CancellationToken cancellationToken)
    {
        var socketPath = launch.NewSocketPath();
        var process = Process.Start(launch.StartOf(socketPath));
        if (process is null)
            return new Refusal(RefusalCodes.Internal, $"The process of {launch.Name} did not start.");

        var worker = new WorkerProcess(process, socketPath);
        var refusal = await worker.AwaitReadyAsync(launch, cancellationToken).ConfigureAwait(false);
        if (refusal is null)
            return worker;
        worker.Dispose();
        return refusal;
    }

    /// <summary>A connection of a lane of its own; null when the process has ended.</summary>
    public WorkerConnection? Connect()
    {
        var lane = Interlocked.Increment(ref _lanes);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(_socketPath));
            Span<byte> hello = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(hello, lane);
            socket.Send(hello);
            return new WorkerConnection(this, new FrameSocket(socket), lane);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Has the run of a lane's call ended.</summary>
    public void Cancel(int lane, int call)
    {
        var message = new byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(message, lane);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(sizeof(int)), call);
        try
        {
            lock (_input)
            {
                _process.StandardInput.BaseStream.Write(message);
                _process.StandardInput.BaseStream.Flush();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended, and the run with it.
        }
    }

    /// <summary>Ends it at once.</summary>
    public void Kill(string because)
    {
        _killedBecause ??= because;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>How it ended, in words.</returns>
    public async Task<string> AwaitEndAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _killedBecause is { } because ? $"It was ended because {because}."
            : _process.ExitCode > BySignal ? $"It was ended by signal {_process.ExitCode - BySignal}."
            : $"It ended with {_process.ExitCode}.";
    }

    /// <summary>Ends it where it has not ended, and removes what it left.</summary>
    public void Dispose()
    {
        Kill("nobody needs it any more");
        _process.WaitForExit();
        _over.Cancel();
        _over.Dispose();
        _process.Dispose();
        File.Delete(_socketPath);
    }

    private async Task<Refusal?> AwaitReadyAsync(WorkerLaunch launch, CancellationToken cancellationToken)
    {
        _ = DrainAsync(_process.StandardError.BaseStream);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(launch.LongestStart);
        try
        {
            if (await ReadReadyAsync(late.Token).ConfigureAwait(false) is not { } ready)
            {
                Kill("it was not ready");
                return new Refusal(RefusalCodes.Internal, $"The process of {launch.Name} ended before it had loaded the model.");
            }

            Ready = ready;
            _ = DrainAsync(_process.StandardOutput.BaseStream);
            return ready.RefusalCode is { } code ? new Refusal(code, ready.Problem!) : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Refusal(RefusalCodes.Internal, $"The process of {launch.Name} was not ready within {launch.LongestStart.TotalSeconds:0} s.");
        }
        catch (OperationCanceledException)
        {
            Dispose();
            throw;
        }
        catch (JsonException e)
        {
            return new Refusal(RefusalCodes.ModelRejected, $"The process of {launch.Name} said what cannot be read: {e.Message}");
        }
    }

    // Native code prints to the same place; what it prints is nobody's, and must not fill this process.
    private async Task<WorkerReady?> ReadReadyAsync(CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        var buffer = new char[4_096];
        while (said.Length < LongestReady)
        {
            var count = await _process.StandardOutput.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return null;
            said.Append(buffer, 0, count);
            if (buffer.AsSpan(0, count).Contains('\n') && FindReady(said.ToString()) is { } line)
                return JsonSerializer.Deserialize(line[WorkerChild.Mark.Length..], AgentJsonContext.Default.WorkerReady);
        }

        return null;
    }

    private static string? FindReady(string said)
    {
        var whole = said[..said.LastIndexOf('\n')];
        return whole.Split('\n').FirstOrDefault(l => l.StartsWith(WorkerChild.Mark, StringComparison.Ordinal));
    }

    private async Task DrainAsync(Stream output)
    {
        try
        {
            await output.CopyToAsync(Stream.Null, _over.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The process is over, and what it prints with it.
        }
    }
}
