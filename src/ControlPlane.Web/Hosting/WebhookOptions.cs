using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using ControlPlane.Web.Features.Outbound;

namespace ControlPlane.Web.Hosting;

/// <summary>How deliveries of webhooks are sent.</summary>
public sealed class WebhookOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// Host names, addresses and networks such as <c>10.1.0.0/16</c> that may be delivered to although they are private or this machine, separated by semicolons.
    /// Empty, as by default, refuses every private address.
    /// </summary>
    public string AllowedPrivate { get; set; } = "";

    /// <summary>Attempts before a delivery is given up.</summary>
    [Range(1, 50)]
    public int Attempts { get; set; } = 12;

    /// <summary>Longest time of one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Delay after the first failed attempt; it doubles each time.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest such delay.</summary>
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Address under which people open this control plane, such as <c>https://controlplane.example</c>: chat messages link to it. Without one they carry no link.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Most webhooks there may be.</summary>
    [Range(1, 1000)]
    public int Limit { get; set; } = 100;

    /// <summary>Where chance comes from, 0 to 1.</summary>
    public Func<double> Chance { get; set; } = () => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);

    /// <summary><see cref="PublicAddress"/> as an address; null when nobody said.</summary>
    public Uri? Home => Uri.TryCreate(PublicAddress, UriKind.Absolute, out var home) ? home : null;

    /// <summary>The parts of <see cref="AllowedPrivate"/>.</summary>
    public IReadOnlyList<string> Allowed => AllowedAddresses.Read(AllowedPrivate);

    /// <summary>How long to wait after some failed attempts: half of it is certain, half is chance, so that a receiver that comes back is not met by all at once.</summary>
    /// <param name="attempts">Attempts so far, at least 1.</param>
    public TimeSpan DelayAfter(int attempts)
    {
        var whole = Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 30)), LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds(whole * (0.5 + (0.5 * Chance())));
    }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(1))
            yield return new ValidationResult($"is {Timeout}, use 0.1 s to 1 min", [nameof(Timeout)]);
        if (FirstDelay <= TimeSpan.Zero || LongestDelay < FirstDelay)
            yield return new ValidationResult("delays must be longer than zero, and the longest not shorter than the first", [nameof(FirstDelay), nameof(LongestDelay)]);
        if (PublicAddress is { } home && Home is not { Scheme: "http" or "https" })
            yield return new ValidationResult($"is '{home}', use an address such as https://controlplane.example", [nameof(PublicAddress)]);
        foreach (var problem in AllowedAddresses.Check(AllowedPrivate, nameof(AllowedPrivate)))
            yield return problem;
    }
}
