namespace ControlPlane.AgentHost.Serving.Json;

/// <summary>What stands after the brackets and commas between elements.</summary>
internal enum NestingStep
{
    /// <summary>An element, in the innermost array.</summary>
    Element,

    /// <summary>Nothing: the outermost array is closed.</summary>
    End,

    /// <summary>Something that may not stand there.</summary>
    Broken,
}
