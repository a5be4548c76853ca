namespace ControlPlane.Cli.Hosting;

/// <summary>What the program knows of the world: streams, variables, clock, network. A test hands in its own.</summary>
internal sealed record CliSurroundings
{
    /// <summary>Name of the variable that names the control plane.</summary>
    public const string ServerVariable = "CONTROLPLANE_SERVER";

    /// <summary>Name of the variable that holds an API token. A secret, so there is no option for it: options are seen by everybody on the machine.</summary>
    public const string TokenVariable = "CONTROLPLANE_TOKEN";

    /// <summary>Name of the variable that switches colour off (no-color.org).</summary>
    public const string NoColourVariable = "NO_COLOR";

    /// <summary>Results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Refusals, and what happens meanwhile.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input, for <c>-f -</c>; opened only then, because opening it prepares a terminal for keys.</summary>
    public required Func<TextReader> Input { get; init; }

    /// <summary>A variable's value; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Makes the network of one run.</summary>
    public required Func<HttpMessageHandler> Network { get; init; }

    /// <summary>Columns of the terminal that results go to; null when they go into a file or another program.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Whether people watch standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Whether a person can be asked on standard input.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Whether results may be coloured.</summary>
    public bool IsColoured => TerminalWidth is not null && string.IsNullOrEmpty(Variable(NoColourVariable));

    /// <summary>Whether progress may move on standard error.</summary>
    public bool IsAnimated => IsErrorTerminal && string.IsNullOrEmpty(Variable(NoColourVariable));

    /// <summary>Those of this process.</summary>
    public static CliSurroundings OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        Input = () => Console.In,
        Variable = Environment.GetEnvironmentVariable,
        Clock = TimeProvider.System,
        Network = () => new SocketsHttpHandler { AllowAutoRedirect = false },
        TerminalWidth = Console.IsOutputRedirected ? null : Math.Max(40, Console.WindowWidth),
        IsErrorTerminal = !Console.IsErrorRedirected,
        IsInputTerminal = !Console.IsInputRedirected,
    };
}
