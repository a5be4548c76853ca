using ControlPlane.Domain.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access;

/// <summary>Hashes passwords by ASP.NET Core Identity's own hasher: PBKDF2 with HMAC-SHA-512, a salt of 128 bits. A singleton, thread-safe.</summary>
public sealed class Passwords
{
    // OWASP's least for HMAC-SHA-512; a hash with fewer is made anew at the next sign-in.
    private const int Rounds = 210_000;

    private readonly PasswordHasher<Person> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly Lazy<string> _nobody;

    public Passwords() => _nobody = new Lazy<string>(() => Hash("somebody who is not there"));

    /// <summary>Hash of a password.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether a password is the one of a hash.</summary>
    /// <param name="hash">Null for who has none; the answer then takes as long as any other, so that the time tells nobody who exists.</param>
    /// <param name="password">What was typed.</param>
    public bool Verify(string? hash, string password) =>
        _hasher.VerifyHashedPassword(null!, hash ?? _nobody.Value, password) != PasswordVerificationResult.Failed && hash is not null;
}
