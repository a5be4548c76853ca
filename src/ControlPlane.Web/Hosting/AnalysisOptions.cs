using System.ComponentModel.DataAnnotations;
using ControlPlane.Web.Features.Outbound;

namespace ControlPlane.Web.Hosting;

/// <summary>What checks of an analysis may ask outside.</summary>
public sealed class AnalysisOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Analysis";

    /// <summary>
    /// Section of the secrets that sources may name, each a value by its name. Apart from the options, so that no list of settings ever shows one.
    /// </summary>
    public const string SecretsSection = "Secrets";

    /// <summary>
    /// Host names, addresses and networks such as <c>10.1.0.0/16</c> that may be asked although they are private or this machine, separated by semicolons.
    /// Empty, as by default, refuses every private address, so that a template cannot reach what only this server can.
    /// </summary>
    public string AllowedPrivate { get; set; } = "";

    /// <summary>The parts of <see cref="AllowedPrivate"/>.</summary>
    public IReadOnlyList<string> Allowed => AllowedAddresses.Read(AllowedPrivate);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AllowedAddresses.Check(AllowedPrivate, nameof(AllowedPrivate));
}
