using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Hosting;

/// <summary>The certificate that is shown to whoever connects: the one in its files, looked at again when they have changed. A singleton, thread-safe.</summary>
internal sealed partial class TlsCertificate(IOptions<ServerOptions> options, TimeProvider clock, ILogger<TlsCertificate> logger)
{
    /// <summary>Between two looks at the files.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private X509Certificate2? _current;
    private (DateTime Certificate, DateTime Key) _written;
    private long _lookedAt;

    /// <summary>The newest that could be read: while somebody replaces the files, the one before.</summary>
    public X509Certificate2 Current
    {
        get
        {
            lock (_gate)
            {
                if (_current is not null && clock.GetElapsedTime(_lookedAt) < LookEvery)
                    return _current;
                _lookedAt = clock.GetTimestamp();
                return ReadIfChanged();
            }
        }
    }

    private X509Certificate2 ReadIfChanged()
    {
        var (certificate, key) = (options.Value.TlsCertificate!, options.Value.TlsKey!);
        var written = (File.GetLastWriteTimeUtc(certificate), File.GetLastWriteTimeUtc(key));
        if (_current is not null && written == _written)
            return _current;

        // The one before is left to the collector: connections that are being made may use it still.
        var read = TlsFile.Read(certificate, key);
        if (read.Refusal is { } refusal)
        {
            LogNotRead(certificate, refusal.Sentence);
            return _current ?? throw new InvalidOperationException(refusal.Sentence);
        }

        (_written, _current) = (written, read.Value);
        LogRead(read.Value.Subject, read.Value.NotAfter);
        return _current;
    }

    [LoggerMessage(1950, LogLevel.Information, "The certificate of {Subject} is shown, good until {NotAfter}.")]
    private partial void LogRead(string subject, DateTime notAfter);

    [LoggerMessage(1951, LogLevel.Error, "The certificate in {File} changed and cannot be read, the one before is shown: {Problem}")]
    private partial void LogNotRead(string file, string problem);
}
