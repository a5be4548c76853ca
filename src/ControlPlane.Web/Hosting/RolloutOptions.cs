using System.ComponentModel.DataAnnotations;

namespace ControlPlane.Web.Hosting;

/// <summary>Defaults of rollouts.</summary>
public sealed class RolloutOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Rollout";

    /// <summary>Time at a share where the rollout says none.</summary>
    public TimeSpan Hold { get; set; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Hold < TimeSpan.Zero || Hold > TimeSpan.FromDays(7))
            yield return new ValidationResult($"'{Hold}' is not between 0 s and 7 days", [nameof(Hold)]);
    }
}
