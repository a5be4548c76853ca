namespace ControlPlane.Domain.Jobs.Rows;

/// <summary>Makes parsed values. Stateless.</summary>
internal static class Parsed
{
    /// <summary>A value.</summary>
    public static Parsed<T> Of<T>(T value)
        where T : class => new(value, null);

    /// <summary>Nothing but a problem.</summary>
    public static Parsed<T> Wrong<T>(string problem)
        where T : class => new(null, problem);
}
