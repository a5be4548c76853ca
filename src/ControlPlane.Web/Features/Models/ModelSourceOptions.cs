using System.ComponentModel.DataAnnotations;
using ControlPlane.Domain.Models.Signing;
using ControlPlane.Web.Features.Outbound;

namespace ControlPlane.Web.Features.Models;

/// <summary>Where versions come from: folders of this machine, other hosts; and whose signatures count.</summary>
public sealed class ModelSourceOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "ModelSources";

    /// <summary>Folder with one folder per model; each new ONNX file or MLflow folder in it becomes a version. Null watches nothing.</summary>
    public string? WatchFolder { get; set; }

    /// <summary>How often it is looked at. What did not change between two looks is taken, so that nothing half-written is.</summary>
    public TimeSpan WatchPeriod { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Folder below which files may be imported by their path. Null allows none.</summary>
    public string? ImportFolder { get; set; }

    /// <summary>Hosts from which models may be imported by address, such as <c>models.example.com</c> or <c>store.internal:8443</c>, separated by semicolons. Empty allows none.</summary>
    public string ImportHosts { get; set; } = "";

    /// <summary>Hosts, addresses and networks of <see cref="ImportHosts"/> that may be private, separated by semicolons. Empty allows public addresses only.</summary>
    public string AllowedPrivate { get; set; } = "";

    /// <summary>PEM file of an authority whose certificates hosts of <see cref="ImportHosts"/> may have besides those that the system trusts. Null for none.</summary>
    public string? ImportAuthority { get; set; }

    /// <summary>Longest that an import by address may take.</summary>
    public TimeSpan ImportTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Folder of public keys, one PEM file each, whose signatures of model files count; the file's name is the key's. Null trusts none.</summary>
    public string? SigningKeys { get; set; }

    /// <summary>Registered models that take signed files only, separated by semicolons; <c>*</c> for all.</summary>
    public string SignedOnly { get; set; } = "";

    /// <summary>Whether a model takes signed files only.</summary>
    public bool TakesSignedOnly(string model) => AllowedAddresses.Read(SignedOnly) is var models && (models.Contains("*") || models.Contains(model, StringComparer.Ordinal));

    /// <summary>The keys of <see cref="SigningKeys"/>, by name.</summary>
    public IReadOnlyList<TrustedKey> ReadKeys() =>
        [.. KeyFiles().Select(f => TrustedKey.Read(Path.GetFileNameWithoutExtension(f), File.ReadAllText(f))).OfType<TrustedKey>()];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, folder) in ((string, string?)[])[(nameof(WatchFolder), WatchFolder), (nameof(ImportFolder), ImportFolder), (nameof(SigningKeys), SigningKeys)])
        {
            if (folder is not null && !Directory.Exists(folder))
                yield return new ValidationResult($"'{folder}' is no folder that can be read", [name]);
        }

        if (WatchPeriod < TimeSpan.FromMilliseconds(100) || WatchPeriod > TimeSpan.FromHours(1))
            yield return new ValidationResult($"'{WatchPeriod}' is not between 0.1 s and 1 h", [nameof(WatchPeriod)]);
        if (ImportTimeout < TimeSpan.FromSeconds(1) || ImportTimeout > TimeSpan.FromHours(6))
            yield return new ValidationResult($"'{ImportTimeout}' is not between 1 s and 6 h", [nameof(ImportTimeout)]);
        if (ImportAuthority is not null && !File.Exists(ImportAuthority))
            yield return new ValidationResult($"'{ImportAuthority}' is no file that can be read", [nameof(ImportAuthority)]);
        foreach (var problem in AllowedAddresses.Check(AllowedPrivate, nameof(AllowedPrivate)))
            yield return problem;
        foreach (var file in KeyFiles().Where(f => TrustedKey.Read("", File.ReadAllText(f)) is null))
            yield return new ValidationResult($"'{file}' holds no public key over P-256, P-384 or P-521", [nameof(SigningKeys)]);
        if (SignedOnly.Length > 0 && !KeyFiles().Any())
            yield return new ValidationResult("asks for signatures, but there is no key in SigningKeys to check them with", [nameof(SignedOnly)]);
    }

    private IEnumerable<string> KeyFiles() => Directory.Exists(SigningKeys) ? Directory.EnumerateFiles(SigningKeys, "*.pem").Order(StringComparer.Ordinal) : [];
}
