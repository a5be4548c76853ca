namespace ControlPlane.Demo.Models;

/// <summary>What pets version 4 makes of one picture.</summary>
public enum LightOutcome
{
    /// <summary>The run ends with probabilities.</summary>
    Answers,

    /// <summary>The run ends, and every probability is not a number.</summary>
    NotANumber,

    /// <summary>The run ends with an error of the runtime.</summary>
    Fails,
}
