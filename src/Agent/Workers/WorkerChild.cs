using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Workers;

/// <summary>The agent's program as the process of one model: shuts itself in, loads it, answers on a socket, ends with the agent.</summary>
internal static class WorkerChild
{
    /// <summary>First argument of such a process.</summary>
    public const string Verb = "work";

    /// <summary>Before what it says on its line.</summary>
    public const string Mark = "works ";

    private const int Waiting = 128;

    /// <summary>Arguments for a version.</summary>
    public static IReadOnlyList<string> Arguments(WorkerLaunch launch, string socketPath) =>
    [
        Verb, socketPath, launch.Path, launch.Version.Model,
        launch.Version.Version.ToString(CultureInfo.InvariantCulture), launch.MemoryBytes.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Works until the agent is gone.</summary>
    public static int Run(IReadOnlyList<string> arguments, Stream input, TextWriter output)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(arguments[1]));
        listener.Listen(Waiting);

        var sandbox = VettingSandbox.EnterToServe(long.Parse(arguments[5], CultureInfo.InvariantCulture));
        var loaded = new ModelLoader(TimeProvider.System).LoadHere(arguments[2], VersionOf(arguments));
        Tell(output, loaded.IsAccepted ? WorkerReady.Of(loaded.Value, sandbox) : new WorkerReady { RefusalCode = loaded.Refusal.Code, Problem = loaded.Refusal.Sentence });
        if (!loaded.IsAccepted)
            return 0;

        var lanes = new ConcurrentDictionary<int, WorkerLane>();
        new Thread(() => Accept(listener, loaded.Value, lanes)) { IsBackground = true, Name = "lanes" }.Start();
        ObeyUntilEnd(input, lanes);

        // Runs may be under way, which an orderly end would pull the library away from under.
        Process.GetCurrentProcess().Kill();
        return 0;
    }

    private static PreparedVersion VersionOf(IReadOnlyList<string> arguments) => new()
    {
        Model = arguments[3],
        Version = int.Parse(arguments[4], CultureInfo.InvariantCulture),
        Digest = Path.GetFileName(arguments[2]),
        SizeBytes = new FileInfo(arguments[2]).Length,
    };

    private static void Tell(TextWriter output, WorkerReady ready)
    {
        // Whatever native code printed without an end of line stands before it.
        output.WriteLine();
        output.WriteLine(Mark + JsonSerializer.Serialize(ready, AgentJsonContext.Default.WorkerReady));
        output.Flush();
    }

    private static void Accept(Socket listener, LoadedModel model, ConcurrentDictionary<int, WorkerLane> lanes)
    {
        Span<byte> hello = stackalloc byte[sizeof(int)];
        while (true)
        {
            var socket = listener.Accept();
            if (socket.Receive(hello) != hello.Length)
            {
                socket.Dispose();
                continue;
            }

            var number = BinaryPrimitives.ReadInt32LittleEndian(hello);
            var lane = new WorkerLane(socket, model);
            lanes[number] = lane;
            new Thread(() => Serve(lane, number, lanes)) { IsBackground = true, Name = $"lane {number}" }.Start();
        }
    }

    private static void Serve(WorkerLane lane, int number, ConcurrentDictionary<int, WorkerLane> lanes)
    {
        lane.Serve();
        lanes.TryRemove(number, out _);
        lane.Dispose();
    }

    private static void ObeyUntilEnd(Stream input, ConcurrentDictionary<int, WorkerLane> lanes)
    {
        Span<byte> message = stackalloc byte[2 * sizeof(int)];
        while (input.ReadAtLeast(message, message.Length, throwOnEndOfStream: false) == message.Length)
        {
            if (lanes.TryGetValue(BinaryPrimitives.ReadInt32LittleEndian(message), out var lane))
                lane.Cancel(BinaryPrimitives.ReadInt32LittleEndian(message[sizeof(int)..]));
        }
    }
}
