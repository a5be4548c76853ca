using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Web.Hosting;

/// <summary>What batch jobs may take.</summary>
public sealed class JobOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Jobs";

    /// <summary>Time after which a chunk whose agent has gone silent goes to another; agents renew it at a third of this.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest input, bytes.</summary>
    [Range(1, long.MaxValue)]
    public long InputLimit { get; set; } = 2L << 30;

    /// <summary>Most bytes of all inputs, results and stored predictions together; a job that would begin above it is refused.</summary>
    [Range(1, long.MaxValue)]
    public long Quota { get; set; } = 50L << 30;

    /// <summary>Largest set of stored predictions, bytes: every agent of the pool keeps it on its disk.</summary>
    [Range(1, long.MaxValue)]
    public long SetLimit { get; set; } = 1L << 30;

    /// <summary>How long ended jobs and their results are kept; jobs that are run again stay.</summary>
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(30);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lease < TimeSpan.FromSeconds(1) || Lease > TimeSpan.FromHours(1))
            yield return new ValidationResult($"'{Lease}' is not between 1 s and 1 h", [nameof(Lease)]);
        if (Keep < TimeSpan.FromHours(1))
            yield return new ValidationResult($"'{Keep}' is less than 1 h", [nameof(Keep)]);
    }
}
