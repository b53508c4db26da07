using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Kuma.Infrastructure.Checkers.Tls;
using MailKit.Net.Smtp;
using MimeKit;

namespace Kuma.Infrastructure.Notifications.Providers.Email;

/// <summary>A connection to a mail server that remembers why a certificate was refused, and sends to those whom the server takes.</summary>
internal sealed class MailClient : SmtpClient
{
    private readonly string _host;
    private readonly TimeProvider _time;
    private SmtpResponse? _refusal;

    public MailClient(string host, bool anyCertificate, TimeProvider time)
    {
        _host = host;
        _time = time;
        CheckCertificateRevocation = false;
        ServerCertificateValidationCallback = (_, certificate, chain, errors) => anyCertificate || IsTrusted(certificate, chain, errors);
    }

    /// <summary>What is wrong with the server's certificate; <c>null</c> when nothing is.</summary>
    public string? CertificateError { get; private set; }

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => _refusal = response;

    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new SmtpCommandException(
        SmtpErrorCode.RecipientNotAccepted,
        _refusal?.StatusCode ?? SmtpStatusCode.TransactionFailed,
        $"Can't send mail - all recipients were rejected: {(int?)_refusal?.StatusCode} {_refusal?.Response}");

    private bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        CertificateError = errors is SslPolicyErrors.None ? null : CertificateErrors.Describe(_host, certificate, chain, errors, _time.GetUtcNow());
        return CertificateError is null;
    }
}
