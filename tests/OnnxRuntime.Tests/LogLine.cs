namespace ControlPlane.OnnxRuntime.Tests;

internal sealed record LogLine(OrtLoggingLevel Level, string Category, string LogId, string CodeLocation, string Message);
