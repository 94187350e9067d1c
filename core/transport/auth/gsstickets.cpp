#include "core/transport/auth/gsstickets.h"

#include <krb5.h>
#include <profile.h>

#include <algorithm>
#include <vector>

namespace rejoin::transport::gss {

namespace {

using Reason = SecurityFailure::Reason;

/// Of the AP exchange's error token inside a mechanism token (RFC 4121 4.1): the mechanism, then 03 00.
constexpr std::string_view errorTokenMark("\x06\x09\x2a\x86\x48\x86\xf7\x12\x01\x02\x02\x03\x00", 13);

Reason reasonOf(krb5_error_code code)
{
    switch (code) {
    case KRB5KDC_ERR_PREAUTH_FAILED:
    case KRB5KRB_AP_ERR_BAD_INTEGRITY: // the answer of a KDC without pre-authentication cannot be read
        return Reason::WrongPassword;
    case KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN:
        return Reason::UnknownUser;
    case KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN:
        return Reason::UnknownService;
    case KRB5KDC_ERR_KEY_EXP:
        return Reason::PasswordExpired;
    case KRB5KDC_ERR_CLIENT_REVOKED:
    case KRB5KDC_ERR_NAME_EXP:
        return Reason::AccountDisabled;
    case KRB5KRB_AP_ERR_TKT_EXPIRED:
        return Reason::TicketExpired;
    case KRB5KRB_AP_ERR_SKEW:
    case KRB5_KDCREP_SKEW:
    case KRB5KRB_AP_ERR_TKT_NYV: // valid from a time that has not come yet
        return Reason::ClockSkew;
    case KRB5_KDC_UNREACH:
    case KRB5_REALM_UNKNOWN:
    case KRB5_REALM_CANT_RESOLVE:
    case KRB5_CONFIG_NODEFREALM:
        return Reason::NoKdc;
    case KRB5_CC_NOTFOUND:
    case KRB5_FCC_NOFILE:
    case KRB5_CC_END:
        return Reason::NoCredential;
    case KRB5_KT_NOTFOUND:
    case KRB5_KT_KVNONOTFOUND:
    case KRB5_KT_NAME_TOOLONG:
    case KRB5_KT_IOERR:
        return Reason::KeytabUnusable;
    default:
        return Reason::Other;
    }
}

std::vector<std::string> configured(krb5_context context, std::vector<const char *> path, bool sections)
{
    std::vector<std::string> found;
    profile_t profile = nullptr;
    if (krb5_get_profile(context, &profile) != 0)
        return found;
    path.push_back(nullptr);
    char **values = nullptr;
    const long failed = sections ? profile_get_subsection_names(profile, path.data(), &values)
                                 : profile_get_values(profile, path.data(), &values);
    if (failed == 0) {
        for (char **value = values; *value; ++value)
            found.emplace_back(*value);
        profile_free_list(values);
    }
    profile_release(profile);
    return found;
}

std::string kdcWords(krb5_context context, const std::string &realm)
{
    if (realm.empty())
        return "no default realm is configured";
    const auto kdcs = configured(context, {"realms", realm.c_str(), "kdc"}, false);
    if (kdcs.empty())
        return "realm " + realm + ": no KDC is configured; the name servers were asked for _kerberos._udp." + realm +
               " and _kerberos._tcp." + realm;
    std::string words = "realm " + realm + ": ";
    for (const auto &kdc : kdcs)
        words += (&kdc == &kdcs.front() ? "" : ", ") + kdc;
    return words;
}

/// The realm that a domain's name stands for; empty: none that is known here. DOMAIN\user names a domain by its first
/// label as a rule.
std::string realmFor(krb5_context context, const std::string &domain)
{
    const std::string upper = upperCase(domain);
    std::vector<std::string> known;
    char *standard = nullptr;
    if (krb5_get_default_realm(context, &standard) == 0) {
        known.emplace_back(standard);
        krb5_free_default_realm(context, standard);
    }
    const auto more = configured(context, {"realms"}, true);
    known.insert(known.end(), more.begin(), more.end());
    for (const auto &realm : known) {
        if (realm == domain || upperCase(realm) == upper)
            return realm;
    }
    for (const auto &realm : known) {
        if (upperCase(realm.substr(0, realm.find('.'))) == upper)
            return realm;
    }
    return domain.find('.') != std::string::npos ? upper : std::string();
}

/// A backslash or '@' in a name would be read as syntax.
std::string escaped(const std::string &name)
{
    std::string result;
    for (const char c : name) {
        if (c == '\\' || c == '@')
            result += '\\';
        result += c;
    }
    return result;
}

class Library
{
public:
    Library()
    {
        if (const auto code = krb5_init_context(&m_context); code != 0)
            throw SecurityFailure(Reason::MechanismMissing, code, "Kerberos' configuration cannot be read");
    }
    ~Library() { krb5_free_context(m_context); }
    Library(const Library &) = delete;
    Library &operator=(const Library &) = delete;
    [[nodiscard]] krb5_context get() const { return m_context; }
    [[nodiscard]] std::string words(krb5_error_code code) const
    {
        const char *message = krb5_get_error_message(m_context, code);
        std::string words(message);
        krb5_free_error_message(m_context, message);
        return words;
    }

private:
    krb5_context m_context = nullptr;
};

} // namespace

class Tickets::Private
{
public:
    Private() = default;
    ~Private()
    {
        krb5_context context = library.get();
        if (cache) {
            if (ownCache)
                krb5_cc_destroy(context, cache);
            else
                krb5_cc_close(context, cache);
        }
        if (keytab)
            krb5_kt_close(context, keytab);
        krb5_free_principal(context, client);
        krb5_free_principal(context, server);
    }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    [[noreturn]] void fail(krb5_error_code code, Reason reason) const
    {
        std::string words = library.words(code);
        if (reason == Reason::NoKdc)
            words += " (" + kdcWords(library.get(), realm()) + ")";
        throw SecurityFailure(reason, code, words);
    }
    void check(krb5_error_code code) const
    {
        if (code != 0)
            fail(code, reasonOf(code));
    }
    [[nodiscard]] std::string realm() const
    {
        return client ? std::string(client->realm.data, client->realm.length) : std::string();
    }
    void readClient(const AccountName &account);
    void readServer(const SecurityRequest &request);
    void login(const SecurityRequest &request);
    void findCache();
    void getServiceTicket();

    Library library;
    krb5_principal client = nullptr;
    krb5_principal server = nullptr;
    krb5_ccache cache = nullptr;
    krb5_keytab keytab = nullptr;
    bool ownCache = false;
};

void Tickets::Private::readClient(const AccountName &account)
{
    std::string name = escaped(account.user);
    if (!account.domain.empty())
        name += "@" + realmFor(library.get(), account.domain);
    else if (!account.realm.empty()) {
        const std::string known = realmFor(library.get(), account.realm);
        name += "@" + (known.empty() ? upperCase(account.realm) : known);
    }
    check(krb5_parse_name(library.get(), name.c_str(), &client));
}

void Tickets::Private::readServer(const SecurityRequest &request)
{
    const std::string host = request.spnPort > 0 ? request.host + ":" + std::to_string(request.spnPort) : request.host;
    check(krb5_sname_to_principal(library.get(), host.c_str(), request.service.c_str(), KRB5_NT_SRV_HST, &server));
}

void Tickets::Private::login(const SecurityRequest &request)
{
    krb5_context context = library.get();
    const bool byKeytab = !request.keytab.empty();
    if (byKeytab) {
        if (const auto code = krb5_kt_resolve(context, request.keytab.c_str(), &keytab); code != 0)
            fail(code, Reason::KeytabUnusable);
        if (const auto code = krb5_kt_have_content(context, keytab); code != 0)
            fail(code, Reason::KeytabUnusable);
    }
    krb5_get_init_creds_opt *options = nullptr;
    check(krb5_get_init_creds_opt_alloc(context, &options));
    // Domain controllers know an account by more than one name.
    krb5_get_init_creds_opt_set_canonicalize(options, 1);
    krb5_get_init_creds_opt_set_forwardable(options, 0);
    krb5_creds credentials{};
    krb5_error_code code = 0;
    if (byKeytab) {
        code = krb5_get_init_creds_keytab(context, &credentials, client, keytab, 0, nullptr, options);
    } else {
        std::string password(request.password);
        code = krb5_get_init_creds_password(context, &credentials, client, password.c_str(), nullptr, nullptr, 0,
                                            nullptr, options);
        wipeText(&password);
    }
    krb5_get_init_creds_opt_free(context, options);
    if (code != 0) {
        const Reason reason = reasonOf(code);
        // The key in the file is not, or no longer, the account's.
        fail(code, byKeytab && reason == Reason::WrongPassword ? Reason::KeytabUnusable : reason);
    }
    code = krb5_cc_new_unique(context, "MEMORY", nullptr, &cache);
    if (code == 0) {
        ownCache = true;
        code = krb5_cc_initialize(context, cache, credentials.client);
    }
    if (code == 0)
        code = krb5_cc_store_cred(context, cache, &credentials);
    krb5_free_principal(context, client);
    client = nullptr;
    const auto copied = krb5_copy_principal(context, credentials.client, &client); // the KDC's name for it
    krb5_free_cred_contents(context, &credentials);
    check(code);
    check(copied);
}

void Tickets::Private::findCache()
{
    krb5_context context = library.get();
    if (client) {
        check(krb5_cc_cache_match(context, client, &cache));
        return;
    }
    // A collection may hold several users: by .k5identity or the service's realm, else the primary one.
    if (krb5_cc_select(context, server, &cache, &client) != 0 || !cache) {
        krb5_free_principal(context, client);
        client = nullptr;
        check(krb5_cc_default(context, &cache));
    }
    if (!client)
        check(krb5_cc_get_principal(context, cache, &client));
}

void Tickets::Private::getServiceTicket()
{
    krb5_context context = library.get();
    krb5_creds wanted{};
    wanted.client = client;
    wanted.server = server;
    krb5_creds *got = nullptr;
    const auto code = krb5_get_credentials(context, 0, cache, &wanted, &got);
    if (code == KRB5_CC_NOTFOUND || code == KRB5KRB_AP_ERR_TKT_EXPIRED) {
        // The library speaks of both alike: an expired ticket is one that is not there.
        krb5_timestamp now = 0;
        krb5_cc_cursor cursor = nullptr;
        krb5_creds each{};
        bool expired = false;
        if (krb5_timeofday(context, &now) == 0 && krb5_cc_start_seq_get(context, cache, &cursor) == 0) {
            while (krb5_cc_next_cred(context, cache, &cursor, &each) == 0) {
                if (!krb5_is_config_principal(context, each.server))
                    expired = expired || static_cast<krb5_ui_4>(each.times.endtime) < static_cast<krb5_ui_4>(now);
                krb5_free_cred_contents(context, &each);
            }
            krb5_cc_end_seq_get(context, cache, &cursor);
        }
        fail(code, expired ? Reason::TicketExpired : Reason::NoCredential);
    }
    check(code);
    krb5_free_creds(context, got);
}

Tickets::Tickets(const SecurityRequest &request, const AccountName &account) : d(std::make_unique<Private>())
{
    if (!request.user.empty())
        d->readClient(account);
    d->readServer(request);
    if (request.password.empty() && request.keytab.empty())
        d->findCache();
    else
        d->login(request);
    d->getServiceTicket();
}

Tickets::~Tickets() = default;

std::string Tickets::cacheName() const
{
    krb5_context context = d->library.get();
    return std::string(krb5_cc_get_type(context, d->cache)) + ":" + krb5_cc_get_name(context, d->cache);
}

std::string whyNoKerberos(const SecurityRequest &request, const AccountName &account)
{
    if (isAddressLiteral(request.host))
        return "Kerberos knows computers by name, and " + request.host + " is an address";
    if (account.local)
        return account.user + " is an account of the computer itself";
    if (!account.domain.empty() && realmFor(Library().get(), account.domain).empty())
        return "no Kerberos realm is known for the domain " + account.domain;
    return {};
}

SecurityFailure::Reason reasonInToken(std::string_view token, std::int64_t *code, std::string *words)
{
    const auto mark = token.find(errorTokenMark);
    if (mark == std::string_view::npos)
        return Reason::Refused;
    const auto message = token.substr(mark + errorTokenMark.size());
    const Library library;
    krb5_data data{};
    data.length = static_cast<unsigned>(message.size());
    data.data = const_cast<char *>(message.data());
    krb5_error *error = nullptr;
    if (krb5_rd_error(library.get(), &data, &error) != 0)
        return Reason::Refused;
    *code = error->error + ERROR_TABLE_BASE_krb5;
    krb5_free_error(library.get(), error);
    *words = library.words(static_cast<krb5_error_code>(*code));
    const Reason reason = reasonOf(static_cast<krb5_error_code>(*code));
    return reason == Reason::ClockSkew || reason == Reason::TicketExpired ? reason : Reason::Refused;
}

} // namespace rejoin::transport::gss
